package route.provider;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which version of the Claude API a model is spoken to in; a batch holds one model, so it has one version.
 *
 * <p>Version 2026-10-21 has no sampling parameters ({@code temperature}, {@code top_p}, {@code top_k}); models released
 * after Claude Opus 4.6 take none but their defaults in any version. Models up to 4.6 are therefore spoken to in
 * 2023-06-01, which is still served and knows those parameters, and all others in 2026-10-21 (API versions page and
 * migration guide, 2026-11).
 */
enum AnthropicVersion {
    SAMPLING("2023-06-01"),
    CURRENT("2026-10-21");

    static final String HEADER = "anthropic-version";
    // claude-opus-4-6, claude-sonnet-4-20250514, claude-3-5-haiku-20241022, claude-2.1
    private static final Pattern NUMBER =
            Pattern.compile("claude-(?:[a-z]+-)?(\\d{1,2})(?!\\d)(?:[-.](\\d{1,2})(?!\\d))?");
    private static final int LAST_SAMPLING = 4 * 100 + 6;

    private final String date;

    AnthropicVersion(String date) {
        this.date = date;
    }

    String date() {
        return date;
    }

    /** The version for a model; a name that shows no number is taken for a new one. */
    static AnthropicVersion of(String model) {
        var number = NUMBER.matcher(model.toLowerCase(Locale.ROOT));
        if (!number.find()) return CURRENT;
        var minor = number.group(2) == null ? 0 : Integer.parseInt(number.group(2));
        return Integer.parseInt(number.group(1)) * 100 + minor <= LAST_SAMPLING ? SAMPLING : CURRENT;
    }
}
