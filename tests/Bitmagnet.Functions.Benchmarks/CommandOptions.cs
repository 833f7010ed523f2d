using System.Globalization;

namespace Bitmagnet.Functions.Benchmarks;

/// <summary>The options of a command: <c>--name value</c>, or a switch, <c>--name</c> alone.</summary>
internal sealed class CommandOptions
{
    private readonly Dictionary<string, string> given = new(StringComparer.Ordinal);

    /// <param name="args">What stands behind the command.</param>
    /// <param name="named">The options with a value.</param>
    /// <param name="switches">Those without.</param>
    /// <exception cref="BadOptionException">There is another, or a value is missing.</exception>
    public CommandOptions(string[] args, string[] named, params string[] switches)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i];
            if (switches.Contains(name))
            {
                given[name] = "";
            }
            else if (!named.Contains(name))
            {
                throw new BadOptionException($"{name} is no option of this command; it has {string.Join(", ", [.. named, .. switches])}");
            }
            else if (++i == args.Length)
            {
                throw new BadOptionException($"{name} has no value");
            }
            else
            {
                given[name] = args[i];
            }
        }
    }

    /// <summary>Whether an option was given.</summary>
    public bool Has(string name) => given.ContainsKey(name);

    /// <summary>The value of an option; null where it was not given.</summary>
    public string? Text(string name) => given.GetValueOrDefault(name);

    /// <summary>The whole number of an option.</summary>
    /// <exception cref="BadOptionException">It is none.</exception>
    public int Number(string name, int otherwise, int least = 0) => !given.TryGetValue(name, out var text) ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number
        : throw new BadOptionException($"{name} is \"{text}\"; a whole number from {least} to {int.MaxValue} is allowed");
}
