using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Notifications;

internal static class NotificationServices
{
    /// <summary>Adds the watch only where there is somebody to tell: it asks the storage twice a minute.</summary>
    /// <exception cref="InvalidSettingsException">A NOTIFY_ setting is not allowed.</exception>
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        var options = SettingsReader.Read<NotifyOptions>(configuration);
        services
            .AddSingleton(options)
            .AddSingleton<NotifySender>()
            .AddSingleton<ToldStore>()
            .AddSingleton<Notifier>()
            .AddSingleton(provider => new NotifyEndpoint(provider.GetRequiredService<NotifySender>(), options, provider.GetRequiredService<TimeProvider>()));
        return options.Targets.Count == 0 ? services : services.AddHostedService<HealthWatch>();
    }
}
