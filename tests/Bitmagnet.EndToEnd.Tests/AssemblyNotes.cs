namespace Bitmagnet.EndToEnd.Tests;
