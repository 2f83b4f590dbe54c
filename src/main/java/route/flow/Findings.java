package route.flow;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import route.domain.Money;
import route.domain.QualityLine;

/** Names where a dearer model was not needed, and where a cheaper one failed, task by task. */
final class Findings {
    /** Intervals of fewer ratings overlap whatever the models are. */
    private static final int FEWEST_RATED = 10;

    /** What a model costs of another, at most, for the difference to be worth a sentence: per cent. */
    private static final int CHEAPER = 80;

    /** As good is a model that, at four to one, is worse by no more than this share of the answers. */
    private static final double AS_GOOD = 0.05;

    private static final double FOUR_TO_ONE = 0.84;

    /** How many deviations lie between the ends of an interval that holds 95 of 100. */
    private static final double WIDTH = 3.92;

    private final List<QualityLine> lines;

    /** @param lines by model and task */
    Findings(List<QualityLine> lines) {
        this.lines = lines;
    }

    List<String> sentences() {
        var tasks = new LinkedHashMap<String, List<QualityLine>>();
        lines.stream()
                .filter(it -> it.rated() >= FEWEST_RATED && it.rows() > 0)
                .sorted(Comparator.comparing(Findings::perRow))
                .forEach(it -> tasks.computeIfAbsent(it.group().get("task"), task -> new ArrayList<>())
                        .add(it));
        var sentences = new ArrayList<String>();
        tasks.forEach((name, rising) -> {
            var task = name.isEmpty() ? "rows without a task" : name;
            for (var at = 1; at < rising.size(); at++) notNeeded(task, rising, at, sentences);
            for (var at = 0; at < rising.size() - 1; at++) failed(task, rising, at, sentences);
        });
        return sentences;
    }

    private static boolean isMuchCheaper(QualityLine cheap, QualityLine dear) {
        var most = perRow(dear).multiply(BigDecimal.valueOf(CHEAPER));
        return perRow(cheap).multiply(BigDecimal.valueOf(100)).compareTo(most) <= 0
                && perRow(dear).signum() > 0;
    }

    /** That intervals overlap shows nothing yet: with few ratings they always do. */
    private static boolean isAsGood(QualityLine cheap, QualityLine dear) {
        var deviation = Math.hypot(high(cheap) - low(cheap), high(dear) - low(dear)) / WIDTH;
        return mean(cheap) - mean(dear) + AS_GOOD >= FOUR_TO_ONE * deviation;
    }

    /** The cheapest model that does as well, as far as the ratings can tell, stands for all of them. */
    private static void notNeeded(String task, List<QualityLine> rising, int at, List<String> sentences) {
        var dear = rising.get(at);
        for (var cheap : rising.subList(0, at)) {
            if (!isMuchCheaper(cheap, dear) || !isAsGood(cheap, dear)) continue;
            sentences.add(task + ": " + model(dear) + " " + said(dear) + " was not needed, as far as "
                    + Math.min(dear.rated(), cheap.rated()) + " ratings can tell: " + model(cheap) + " " + said(cheap)
                    + " at " + share(cheap, dear) + " of the cost");
            return;
        }
    }

    private static void failed(String task, List<QualityLine> rising, int at, List<String> sentences) {
        var cheap = rising.get(at);
        for (var dear : rising.subList(at + 1, rising.size())) {
            if (high(cheap) >= low(dear)) continue;
            sentences.add(task + ": " + model(cheap) + " " + said(cheap) + " failed where " + model(dear) + " "
                    + said(dear) + " did not");
            return;
        }
    }

    private static BigDecimal perRow(QualityLine it) {
        return BigDecimal.valueOf(it.cost().picodollars())
                .divide(BigDecimal.valueOf(it.rows()), 0, RoundingMode.HALF_UP);
    }

    private static String model(QualityLine it) {
        return it.group().get("model");
    }

    private static double mean(QualityLine it) {
        return it.quality().orElseThrow().mean();
    }

    private static double low(QualityLine it) {
        return it.quality().orElseThrow().low();
    }

    private static double high(QualityLine it) {
        return it.quality().orElseThrow().high();
    }

    private static String said(QualityLine it) {
        var rate = it.quality().orElseThrow();
        return String.format(Locale.ROOT, "(%.2f, %.2f to %.2f)", rate.mean(), rate.low(), rate.high());
    }

    private static String share(QualityLine cheap, QualityLine dear) {
        if (dear.cost().equals(Money.ZERO)) return "none";
        var percent = perRow(cheap).multiply(BigDecimal.valueOf(100)).divide(perRow(dear), 0, RoundingMode.HALF_UP);
        return percent + " %";
    }
}
