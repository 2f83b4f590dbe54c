package route.domain;

/** Why a model stopped. */
public enum Finish {
    STOP,
    LENGTH,
    TOOL_CALLS,
    CONTENT_FILTER,
    REFUSAL,
    OTHER
}
