namespace TrailWatch.Http;

/// <summary>A request body that cannot be taken; <see cref="ProblemExceptionHandler"/> answers it.</summary>
public sealed class RequestBodyException : Exception
{
    public RequestBodyException(int status, string code, string detail)
        : base(detail)
    {
        Status = status;
        Code = code;
    }

    public RequestBodyException(string message)
        : this(StatusCodes.Status400BadRequest, "bad-body", message)
    {
    }

    public RequestBodyException(string message, Exception innerException)
        : base(message, innerException)
    {
        Status = StatusCodes.Status400BadRequest;
        Code = "bad-body";
    }

    public RequestBodyException()
        : this("The request body cannot be read.")
    {
    }

    public int Status { get; }

    /// <summary>Stable, for programs.</summary>
    public string Code { get; }
}
