# docker build -t trailwatch .                                             for this machine
# docker buildx build --platform linux/amd64,linux/arm64 -t trailwatch .   for both

# The build always runs on the builder's own architecture and compiles for the target's: no emulation.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
# Only what decides which packages there are, so that this layer holds until one of them changes; it is the same for every target.
COPY .editorconfig BannedSymbols.txt Directory.Build.props Directory.Packages.props global.json ./
COPY api/TrailWatch.csproj api/packages.lock.json api/
RUN dotnet restore api/TrailWatch.csproj --locked-mode -p:PublishReadyToRun=true

ARG TARGETARCH
ARG VERSION=1.0.0
ARG REVISION=
COPY api/ api/
# ReadyToRun starts in half the time. The analyzers have spoken before anybody builds an image.
RUN dotnet publish api/TrailWatch.csproj --no-restore -a $TARGETARCH -c Release -o /out/app --self-contained false \
    -p:PublishReadyToRun=true -p:PublishDocumentationFiles=false -p:SatelliteResourceLanguages=en -p:RunAnalyzers=false \
    -p:Version=$VERSION -p:SourceRevisionId=$REVISION
# The final image has no shell to make a directory with.
RUN mkdir /out/data

# Chiselled: no shell, no package manager, no root; the libraries that .NET needs and nothing else.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled AS final
ARG VERSION=1.0.0
ARG REVISION=
LABEL org.opencontainers.image.title="TrailWatch" \
    org.opencontainers.image.description="CloudTrail in, findings out: AWS user monitoring at the moment of the event, beside Splunk" \
    org.opencontainers.image.version="$VERSION" \
    org.opencontainers.image.revision="$REVISION" \
    org.opencontainers.image.base.name="mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled"
WORKDIR /app
# The program belongs to root, so that it cannot change itself; its user owns the data alone.
COPY --from=build /out/app ./
COPY --from=build --chown=1654:1654 /out/data /data
# The root file system may be read-only: the store writes to /data, its socket lies in /tmp, the diagnostic port that would be there, too, is off.
ENV ASPNETCORE_HTTP_PORTS=8080 \
    DOTNET_EnableDiagnostics=0 \
    Store__Path=/data/store
# By number, for Kubernetes cannot tell from a name that it is not root's.
USER 1654:1654
VOLUME /data
# The API, and the port on which Splunk's senders are heard where Splunk__Receiver__Port says so.
EXPOSE 8080 8088
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["/app/TrailWatch", "healthcheck"]
ENTRYPOINT ["/app/TrailWatch"]
