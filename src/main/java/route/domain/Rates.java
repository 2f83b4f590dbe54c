package route.domain;

/**
 * How fast a provider may be asked in real time; 0 where no limit is known.
 *
 * @param requestsPerMinute calls
 * @param tokensPerMinute input and output tokens together, as the provider counts its limit
 * @param inFlight calls at once
 */
public record Rates(int requestsPerMinute, long tokensPerMinute, int inFlight) {

    public static final Rates UNKNOWN = new Rates(0, 0, 0);

    public Rates {
        if (requestsPerMinute < 0 || tokensPerMinute < 0 || inFlight < 0) {
            throw new IllegalArgumentException("a rate is not negative");
        }
    }
}
