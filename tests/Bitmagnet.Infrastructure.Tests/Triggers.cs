using System.Reflection;
using Bitmagnet.Functions.Settings;
using Microsoft.Azure.Functions.Worker;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>The triggers of the app, by the attributes that the host reads.</summary>
internal static class Triggers
{
    private static readonly Attribute[] Attributes =
    [
        .. from type in typeof(SettingAttribute).Assembly.GetTypes()
           from method in type.GetMethods()
           where method.GetCustomAttribute<FunctionAttribute>() is not null
           from parameter in method.GetParameters()
           from attribute in parameter.GetCustomAttributes()
           where attribute is QueueTriggerAttribute or TimerTriggerAttribute or HttpTriggerAttribute
           select attribute,
    ];

    /// <summary>Those of one kind, one for each function.</summary>
    public static IEnumerable<T> All<T>() where T : Attribute => Attributes.OfType<T>();
}
