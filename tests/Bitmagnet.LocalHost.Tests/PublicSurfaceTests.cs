using System.Reflection;

namespace Bitmagnet.LocalHost.Tests;

/// <summary>LocalHost offers the worker model's members that the application may use, and nothing else.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly string[] Expected =
    [
        "AuthorizationLevel: Admin=4, Anonymous=0, Function=2, System=3, User=1",
        "FunctionAttribute: .ctor(String), Name{get}",
        "FunctionContext: CancellationToken{get}, FunctionDefinition{get}, InstanceServices{get;set}, InvocationId{get}",
        "FunctionDefinition: Name{get}",
        "FunctionExecutionDelegate: Task Invoke(FunctionContext)",
        "FunctionsApplication: FunctionsApplicationBuilder CreateBuilder(String[])",
        "FunctionsApplicationBuilder: Configuration{get}, Environment{get}, FunctionsApplicationBuilder ConfigureFunctionsWebApplication(), "
            + "IHost Build(), Logging{get}, Services{get}, Void UseMiddleware()",
        "HttpTriggerAttribute: .ctor(AuthorizationLevel,String[]), AuthLevel{get}, Methods{get}, Route{get;set}",
        "IFunctionsWorkerMiddleware: Task Invoke(FunctionContext,FunctionExecutionDelegate)",
        "QueueTriggerAttribute: .ctor(String), Connection{get;set}, QueueName{get}",
        "ScheduleStatus: .ctor(), LastUpdated{get;set}, Last{get;set}, Next{get;set}",
        "TimerInfo: .ctor(), IsPastDue{get;set}, ScheduleStatus{get;set}",
        "TimerTriggerAttribute: .ctor(String), RunOnStartup{get;set}, Schedule{get}, UseMonitor{get;set}",
    ];

    [Fact]
    public void ExportedTypes_All_AreTheListOfTheWorkerModel()
    {
        var types = typeof(FunctionAttribute).Assembly.GetExportedTypes();

        Assert.All(types, type => Assert.Equal("Bitmagnet.LocalHost", type.Namespace));
        Assert.Equal(Expected, types.OrderBy(type => type.Name, StringComparer.Ordinal).Select(Describe));
    }

    private static string Describe(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
        {
            return $"{type.Name}: {string.Join(", ", Enum.GetNames(type).Order(StringComparer.Ordinal).Select(name => $"{name}={(int)Enum.Parse(type, name)}"))}";
        }

        var members = typeof(Delegate).IsAssignableFrom(type) ? [type.GetMethod("Invoke")!] : type.GetMembers(Declared);
        return $"{type.Name}: {string.Join(", ", members.Select(Describe).OfType<string>().Order(StringComparer.Ordinal))}";
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $".ctor({Parameters(constructor)})",
        PropertyInfo property => $"{property.Name}{{get{(property.SetMethod?.IsPublic == true ? ";set" : "")}}}",
        MethodInfo { IsSpecialName: false } method => $"{method.ReturnType.Name} {method.Name}({Parameters(method)})",
        MethodInfo => null,
        _ => member.ToString(),
    };

    private static string Parameters(MethodBase method) => string.Join(',', method.GetParameters().Select(parameter => parameter.ParameterType.Name));
}
