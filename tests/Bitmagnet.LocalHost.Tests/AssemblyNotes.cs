namespace Bitmagnet.LocalHost.Tests;
