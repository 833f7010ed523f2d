#!/usr/bin/env node
// Writes transliteration.bin from the npm package unidecode 1.1.0 (data/x00.js … xff.js; licences in transliteration.LICENSE):
//   node functions/Bitmagnet.Functions/Index/TextSearch/generate.js
// The overrides are bitmagnet contract §10. Format, Brotli-compressed: for each page (code point >> 8) its number as one byte and
// 256 entries, each one length byte (255: no entry) and that many ASCII characters.
'use strict';
const fs = require('fs');
const path = require('path');
const zlib = require('zlib');

const root = path.join(__dirname, '../../../..');
const data = path.join(root, 'node_modules/unidecode/data');
const overrides = {
  'ъ': "'", 'Ъ': "'",
  'し': 'shi', 'ち': 'chi', 'っ': 'tsu', 'つ': 'tsu', 'シ': 'shi', 'チ': 'chi', 'ッ': 'tsu', 'ツ': 'tsu',
  'א': 'A', 'ח': 'H', 'ט': 'T', 'ך': 'KH', 'כ': 'KH', 'ץ': 'TS', 'צ': 'TS', 'ק': 'k', 'ש': 'SH',
};

const chunks = [];
for (const file of fs.readdirSync(data).filter(name => /^x[0-9a-f]{2}\.js$/.test(name)).sort()) {
  const page = parseInt(file.slice(1, 3), 16);
  const entries = require(path.join(data, file)).slice();
  for (const [character, value] of Object.entries(overrides)) {
    if (character.charCodeAt(0) >> 8 === page) {
      entries[character.charCodeAt(0) & 255] = value;
    }
  }

  chunks.push(Buffer.from([page]));
  for (let low = 0; low < 256; low++) {
    const raw = entries[low];
    const value = raw === undefined || raw === null || raw === '[?]' ? null : raw.replace(/\\([@\\])/g, '$1');
    if (value !== null && (value.length > 254 || /[^\x00-\x7f]/.test(value))) {
      throw new Error(`${file} entry ${low}: ${JSON.stringify(value)} does not fit the format`);
    }

    chunks.push(value === null ? Buffer.from([255]) : Buffer.concat([Buffer.from([value.length]), Buffer.from(value, 'ascii')]));
  }
}

const table = zlib.brotliCompressSync(Buffer.concat(chunks));
fs.writeFileSync(path.join(__dirname, 'transliteration.bin'), table);
console.log(`transliteration.bin: ${table.length} bytes`);
