using System.Text.Json;

namespace Bitmagnet.LocalHost.Commands;

/// <summary>Writes answers as sentences, fields or tables. All text is plain: none of it is read as markup.</summary>
internal static class Output
{
    public static void Say(this IAnsiConsole console, string text) => console.Write(new Text(text + "\n"));

    /// <summary>Writes names and values, one below the other, without empty values.</summary>
    public static void Fields(this IAnsiConsole console, params IEnumerable<(string Name, string Value)> fields)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        foreach (var (name, value) in fields.Where(field => field.Value != JsonText.None))
        {
            grid.AddRow(new Text(name), new Text(value));
        }

        console.Write(grid);
    }

    /// <summary>Writes a table; nothing if it has no rows.</summary>
    public static void Rows(this IAnsiConsole console, IReadOnlyCollection<JsonElement> rows, params (string Heading, Func<JsonElement, string> Value)[] columns)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var (heading, _) in columns)
        {
            table.AddColumn(new TableColumn(new Text(heading)));
        }

        foreach (var row in rows)
        {
            table.AddRow(columns.Select(column => new Text(column.Value(row))));
        }

        console.Write(table);
    }
}
