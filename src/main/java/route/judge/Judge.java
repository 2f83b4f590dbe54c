package route.judge;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import route.domain.Outcome;

/** The one place that decides whether an outcome is good enough, worth another try, or final. */
public final class Judge {
    /** What providers call a model that there is not, or not for this account (their error lists, 2026-11). */
    private static final Set<String> NO_SUCH_MODEL = Set.of("model_not_found", "not_found_error");

    private static final Map<Outcome.Reason, String> UNSERVED = new EnumMap<>(Map.of(
            Outcome.Reason.EXPIRED, "the batch expired before the row's turn",
            Outcome.Reason.CANCELLED, "the batch was cancelled before the row's turn",
            Outcome.Reason.MISSING, "the provider's results do not mention the row",
            Outcome.Reason.LOST,
                    "the provider may have worked on the row and billed it, but gives no result for it."
                            + " To buy the row again: route batch retry"));

    /** A reason that begins with a code, as {@link #errored} puts them together. */
    private static final Pattern CODED = Pattern.compile("(\\S+?)(?:: .*| \\(after \\d+ tries\\))?", Pattern.DOTALL);

    private final int maxTries;

    /** @param maxTries how many batches a row may be part of before it is given up */
    public Judge(int maxTries) {
        this.maxTries = maxTries;
    }

    /** @param tries how many batches the row has been part of, this one included */
    public Verdict judge(Outcome outcome, int tries) {
        return outcome.fold(answered -> new Verdict.Accept(), it -> errored(it, tries), it -> unserved(it, tries));
    }

    private Verdict errored(Outcome.Errored it, int tries) {
        var what = it.message().isEmpty() ? it.code() : it.code() + ": " + it.message();
        if (NO_SUCH_MODEL.contains(it.code()) && it.message().contains("model")) return new Verdict.Elsewhere(what);
        if (!it.retryable()) return new Verdict.Fail(what);
        return tries < maxTries ? new Verdict.Retry(what) : new Verdict.Fail(what + " (after " + tries + " tries)");
    }

    /**
     * A row that nobody worked on was not billed and may go again; but where the provider lost the whole batch it may
     * have been, so only a person may buy it again.
     */
    private Verdict unserved(Outcome.Unserved it, int tries) {
        var what = UNSERVED.get(it.reason());
        if (it.reason() == Outcome.Reason.LOST || tries >= maxTries) return new Verdict.Fail(what);
        return new Verdict.Retry(what);
    }

    /**
     * What a reason for which a row failed is known by: the provider's code; or expired, cancelled, missing or lost, where
     * it never worked on the row; else other.
     */
    public static String code(String because) {
        for (var it : UNSERVED.entrySet()) {
            if (because.equals(it.getValue())) return it.getKey().name().toLowerCase(Locale.ROOT);
        }
        var coded = CODED.matcher(because);
        return coded.matches() ? coded.group(1) : "other";
    }
}
