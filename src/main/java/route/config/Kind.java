package route.config;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.function.Predicate;
import route.domain.Profile;

/** What a plain setting may hold. */
enum Kind {
    TEXT("a text", text -> true),
    NAME("a name", text -> !text.isBlank()),
    PATH("a path", text -> !text.isBlank() && text.indexOf('\0') < 0),
    COUNT("a whole number from 1 to 9999999", text -> text.matches("[1-9]\\d{0,6}")),
    SWITCH("true or false", text -> text.equals("true") || text.equals("false")),
    DURATION("a duration of at least 10ms, such as 250ms, 30s, 5m, 6h or 1d", Values::isDuration),
    PERCENT("a whole number of per cent from 0 to 9999", text -> text.matches("\\d{1,4} ?%?")),
    DAYS("a number of whole days from 1d to 365d", Values::isDays),
    URL("an address such as http://127.0.0.1:4318", text -> text.matches("https?://[^\\s/?#]+[^\\s?#]*")),
    MONEY("an amount in US dollars such as 5.00", Values::isMoney),
    COLUMNS("a mapping of fields to columns, such as id: ticket_id", text -> true),
    ALIASES("a mapping of short names to models, such as cheap: openai/gpt-6-luna", text -> true),
    AMOUNTS("a mapping of providers to US dollars, such as openai: 5.00", text -> true),
    INPUT_FORMAT("csv, tsv or jsonl", text -> text.matches("csv|tsv|jsonl")),
    OUTPUT_FORMAT("csv, tsv, jsonl or openai", text -> text.matches("csv|tsv|jsonl|openai")),
    BAD_ROWS("stop or skip", text -> text.matches("stop|skip")),
    LANE("auto, batch or realtime", text -> text.matches("auto|batch|realtime")),
    DEADLINE("a span from now on, such as 6h, or the next time of day, such as 07:30", Values::isDeadline),
    STRATEGY("listed, cheapest or weighted", text -> text.matches("listed|cheapest|weighted")),
    PREFER("cost, speed or quality, or weights such as cost=0.7,quality=0.3", Shares::isPrefer),
    SHARE("a share from 0% to 100%, with two decimals at most, such as 5% or 0.25%", Shares::isShare),
    SAMPLE(
            "a share from 0.01% to 100%, with two decimals at most, such as 1%",
            text -> Shares.isShare(text) && Shares.share(text) > 0),
    SHARES("shares of tiers such as flagship=10%", Shares::areShares),
    FRACTION("a number from 0 to 1 such as 0.6", Shares::isFraction),
    PROFILE("a name of letters, digits, dots, dashes and underscores", text -> text.matches(Profile.NAME)),
    DAY("a day such as 2026-11-20", Dated::isDay),
    DELIMITER("a single character, or one of comma, semicolon, tab, pipe", text -> Values.delimiter(text) != 0),
    ENCODING("a character encoding such as UTF-8, windows-1252 or Shift_JIS", Kind::isCharset);

    private final String right;
    private final Predicate<String> accepts;

    Kind(String right, Predicate<String> accepts) {
        this.right = right;
        this.accepts = accepts;
    }

    /** What would be right, for a person who wrote something else. */
    String right() {
        return right;
    }

    boolean accepts(String text) {
        return accepts.test(text);
    }

    /** Whether the setting is a mapping of names to texts rather than one text. */
    boolean isMapping() {
        return this == COLUMNS || this == ALIASES || this == AMOUNTS;
    }

    /** Whether a file may write it as a mapping too, which then is the same as {@code name=value,name=value}. */
    boolean isPairs() {
        return this == PREFER || this == SHARES;
    }

    private static boolean isCharset(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalCharsetNameException e) {
            return false;
        }
    }
}
