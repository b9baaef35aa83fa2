using TrailWatch.Collector.Replies;

namespace TrailWatch.Collector.Tokens;

/// <summary>Says whose request it is, or why it is nobody's; looks at no byte of the body.</summary>
internal sealed class Doorkeeper(TokenBook book)
{
    /// <summary>Null where the request may not come in; then <paramref name="refusal"/> says why.</summary>
    public CollectorToken? Admit(HttpRequest request, out ReplyCode refusal)
    {
        var header = request.Headers.Authorization.ToString();
        var inQuery = string.IsNullOrWhiteSpace(header) && request.Query.ContainsKey("token");
        var presented = inQuery ? request.Query["token"].ToString() : Credential.Of(header);
        var token = string.IsNullOrWhiteSpace(presented) ? null : book.Find(presented);
        refusal = presented switch
        {
            null when !string.IsNullOrWhiteSpace(header) => ReplyCode.InvalidAuthorization,
            _ when string.IsNullOrWhiteSpace(presented) => ReplyCode.TokenRequired,
            _ when token is null => ReplyCode.InvalidToken,
            _ when !token.May.Enabled => ReplyCode.TokenDisabled,
            _ when inQuery && !token.May.AllowQueryToken => ReplyCode.NoQueryToken,
            _ => ReplyCode.Success,
        };
        return refusal == ReplyCode.Success ? token : null;
    }
}
