using TrailWatch.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddTrailWatch();

var app = builder.Build();
app.MapTrailWatch();

return await app.RunOrExplainAsync();
