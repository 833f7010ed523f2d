// Runs one server for the sandbox, and ends it when the sandbox is gone, in whatever way: standard input then ends.
const fs = require('fs');
const { spawn } = require('child_process');

const order = JSON.parse(process.argv[1]);
const log = fs.openSync(order.log, 'w');
if (order.uid !== undefined) {
  for (const path of order.owned) fs.chownSync(path, order.uid, order.uid);
}

// Ctrl-C in a terminal reaches every process of the group; the sandbox decides when its servers stop.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

const child = spawn(order.file, order.args, {
  cwd: order.folder, env: { ...process.env, ...order.environment }, stdio: ['ignore', log, log],
  uid: order.uid, gid: order.uid, detached: true, windowsHide: true,
});
child.on('error', error => { fs.writeSync(log, `${error.message}\n`); process.exit(127); });
child.on('spawn', () => fs.writeFileSync(order.pidFile, `${child.pid}`));
child.on('exit', code => { fs.rmSync(order.pidFile, { force: true }); process.exit(code ?? 1); });
process.stdin.on('end', () => {
  child.kill('SIGINT');
  setTimeout(() => child.kill('SIGKILL'), 10000).unref();
}).resume();
