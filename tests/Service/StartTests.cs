using Microsoft.Extensions.Options;
using TrailWatch.Hosting;
using Xunit;

namespace TrailWatch.Tests.Service;

public sealed class StartTests
{
    [Fact]
    public void All_faults_of_all_sections_become_sentences()
    {
        var faults = new AggregateException(
            new OptionsValidationException("Store", typeof(StoreOptions), ["one.", "two."]), new StartRefusedException("three."));
        Assert.Equal(["one.", "two.", "three."], Start.Sentences(faults));
    }

    [Fact]
    public void A_fault_of_ours_keeps_its_stack_trace() =>
        Assert.Empty(Start.Sentences(new AggregateException(new StartRefusedException("one."), new InvalidOperationException())));
}
