package route.domain;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A provider as the settings describe it: which API it speaks, where, and where its key is found. Holds no key.
 *
 * @param name the name before the slash of a model
 * @param dialect the API it speaks: openai, anthropic, ...
 * @param baseUrl without a slash at the end; holds <code>{VARIABLE}</code> where an environment variable that is not
 *     set is part of it; for the openai dialect it includes the version ({@code .../v1}), for
 *     anthropic it does not
 * @param keyEnv the environment variable that holds the key; empty where the provider wants none
 * @param keyCommand a command that prints the key, used where the variable is not set; empty for none
 * @param lanes the lanes it offers
 * @param limits stricter limits than the dialect's own, where the provider has them
 * @param quota how much may be open there at once
 * @param rates how fast it may be asked in real time
 * @param region where it works, as rules and {@code --only-region} name it, such as {@code eu}; empty where unsaid
 * @param offPeak its cheaper hours in real time; empty where it has none
 */
public record Provider(
        String name,
        String dialect,
        String baseUrl,
        String keyEnv,
        List<String> keyCommand,
        List<Lane> lanes,
        Optional<Limits> limits,
        Quota quota,
        Rates rates,
        String region,
        Optional<OffPeak> offPeak) {

    private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)\\}");

    public Provider {
        keyCommand = List.copyOf(keyCommand);
        lanes = List.copyOf(lanes);
        // An older program stored none of them.
        rates = rates == null ? Rates.UNKNOWN : rates;
        region = region == null ? "" : region;
        offPeak = offPeak == null ? Optional.empty() : offPeak;
    }

    /** A provider whose price is the same at all hours. */
    public Provider(
            String name,
            String dialect,
            String baseUrl,
            String keyEnv,
            List<String> keyCommand,
            List<Lane> lanes,
            Optional<Limits> limits,
            Quota quota,
            Rates rates,
            String region) {
        this(name, dialect, baseUrl, keyEnv, keyCommand, lanes, limits, quota, rates, region, Optional.empty());
    }

    /** The same provider at another address, as the sandbox needs it. */
    public Provider at(String address) {
        return new Provider(name, dialect, address, keyEnv, keyCommand, lanes, limits, quota, rates, region, offPeak);
    }

    /** The environment variables that its address needs and that are not set; the provider cannot be reached without. */
    public List<String> unsetVariables() {
        return VARIABLE.matcher(baseUrl).results().map(it -> it.group(1)).toList();
    }

    /** Whether a person has to set a key before it can be used. */
    public boolean needsKey() {
        return !keyEnv.isEmpty() || !keyCommand.isEmpty();
    }
}
