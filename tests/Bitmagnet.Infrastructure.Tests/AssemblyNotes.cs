namespace Bitmagnet.Infrastructure.Tests;
