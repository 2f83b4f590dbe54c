package route.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import route.domain.InputException;
import route.domain.Provider;

/** Checks the address of a provider. */
final class BaseUrl {
    static final String RIGHT = "must be an address such as https://api.openai.com/v1";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** What may be put into the path of an address. */
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private BaseUrl() {}

    /**
     * The address without a slash at its end.
     *
     * @param where for messages; the address itself is not repeated in them, since it may hold a password
     */
    static String checked(String text, String where, String provider, String dialect) {
        var uri = parsed(text, where, provider);
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http"))
            throw wrong(where, provider, "is no http address", RIGHT);
        if (uri.getRawUserInfo() != null) {
            throw wrong(
                    where, provider, "holds a user name or password", "keys come from api_key_env or api_key_command");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) throw wrong(where, provider, "has no host", RIGHT);
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw wrong(where, provider, "holds a ? or #", RIGHT);
        }
        var address = text.replaceAll("/+$", "");
        if (dialect.equals("anthropic") && address.endsWith("/v1")) {
            throw wrong(where, provider, "ends with /v1", "the anthropic dialect adds that itself: leave it out");
        }
        if (dialect.equals("gemini") && address.matches(".*/v1(beta)?")) {
            throw wrong(where, provider, "ends with a version", "the gemini dialect adds that itself: leave it out");
        }
        if (dialect.equals("fireworks") && !uri.getPath().contains("/accounts/")) {
            throw wrong(
                    where,
                    provider,
                    "names no account",
                    "must be one such as https://api.fireworks.ai/v1/accounts/my-account");
        }
        return address;
    }

    /**
     * An address with the environment variables that it names in braces put in; one that is not set stays as it is.
     *
     * @throws InputException where what a variable holds makes no address
     */
    static String filled(Provider provider, Map<String, String> env) {
        var address = provider.baseUrl();
        for (var variable : provider.unsetVariables()) {
            var value = env.getOrDefault(variable, "").strip().replaceAll("/+$", "");
            if (value.isEmpty()) continue;
            if (!address.startsWith("{" + variable + "}")) checkPart(variable, value, provider);
            address = address.replace("{" + variable + "}", value);
        }
        if (address.equals(provider.baseUrl()) || address.contains("{")) return address;
        var where = "env " + String.join(", ", provider.unsetVariables());
        return checked(address, where, provider.name(), provider.dialect());
    }

    private static void checkPart(String variable, String value, Provider provider) {
        if (PART.matcher(value).matches()) return;
        throw new InputException("env " + variable + ": " + provider.name()
                + " has no account of this name: it holds a character other than letters, digits, . _ -\n"
                + "must be the id alone, such as my-account, and no address");
    }

    private static URI parsed(String text, String where, String provider) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // The cause is left out on purpose: its message repeats the address.
            throw wrong(where, provider, "is no address", RIGHT);
        }
    }

    private static InputException wrong(String where, String provider, String problem, String right) {
        return new InputException(where + ": the address of provider " + provider + " " + problem + "\n" + right);
    }

    /** Whether a key sent there could be read on the way. */
    static boolean isOpenToEavesdroppers(String address) {
        if (address.contains("{")) return false; // nothing is sent there before its variables are set
        return URI.create(address).getScheme().equalsIgnoreCase("http") && !isLoopback(address);
    }

    /** Whether it is on this computer. */
    static boolean isLoopback(String address) {
        return !address.contains("{")
                && LOOPBACK.contains(URI.create(address).getHost().toLowerCase(Locale.ROOT));
    }
}
