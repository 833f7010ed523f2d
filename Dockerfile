# One process beside bitmagnet at home, without an Azure Functions host: functions/Bitmagnet.LocalHost. Chiselled: no shell,
# no package manager, a user that is not root. The root file system may be read-only: nothing is written outside /tmp.
# The build runs on the builder's own architecture and publishes for the target's: amd64 and arm64 without emulation.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
WORKDIR /source
COPY .editorconfig Directory.Build.props Directory.Packages.props BannedSymbols.txt host.json ./
COPY functions functions
COPY deploy/healthcheck deploy/healthcheck
# --build-arg NATIVE=true: one native binary, lighter by half (docs/performance.md), for the builder's own architecture alone. It needs a linker and takes minutes.
ARG NATIVE=false
RUN if [ "$NATIVE" = true ]; then apt-get update && apt-get install -y --no-install-recommends clang zlib1g-dev; fi
RUN dotnet publish functions/Bitmagnet.LocalHost -c Release -a $TARGETARCH -o /app -p:Native=$NATIVE
RUN dotnet publish deploy/healthcheck -c Release -a $TARGETARCH -o /healthcheck --no-self-contained

FROM mcr.microsoft.com/dotnet/runtime:10.0-noble-chiseled AS final
WORKDIR /app
COPY --from=build /app .
COPY --from=build /healthcheck /healthcheck
# On every address: a published port reaches the container from outside its own loopback. With an arena for each thread, glibc keeps up to
# 50 MB that nothing uses.
ENV ASPNETCORE_HTTP_PORTS= \
    ASPNETCORE_URLS=http://+:7071 \
    DOTNET_EnableDiagnostics=0 \
    MALLOC_ARENA_MAX=1 \
    HOME=/tmp
EXPOSE 7071
USER $APP_UID
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["dotnet", "/healthcheck/healthcheck.dll", "http://localhost:7071/api/health/live"]
ENTRYPOINT ["/app/Bitmagnet.LocalHost"]
