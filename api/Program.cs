using TrailWatch.Commands;
using TrailWatch.Hosting;

if (ShellCommands.HasCommand(args))
{
    return await ShellCommands.RunAsync(args);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddTrailWatch();

var app = builder.Build();
app.MapTrailWatch();

return await app.RunOrExplainAsync();
