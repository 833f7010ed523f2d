namespace Bitmagnet.Sandbox.Tests;
