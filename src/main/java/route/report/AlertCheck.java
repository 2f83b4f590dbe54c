package route.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.domain.Alert;
import route.domain.Alert.Kind;
import route.domain.AlertLimits;
import route.domain.Money;
import route.domain.Vitals;

/** Holds what was measured against the limits a person set. Too little evidence raises no alert. */
public final class AlertCheck {

    /** Fewer requests or rows than this say nothing about a rate. */
    private static final int LEAST_ROWS = 20;

    /** A smaller difference than a cent is nobody's worry, however large it is in per cent. */
    private static final Money LEAST_DIFFERENCE = Money.ofDollars("0.01");

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final AlertLimits limits;
    private final Vitals vitals;

    private AlertCheck(AlertLimits limits, Vitals vitals) {
        this.limits = limits;
        this.vitals = vitals;
    }

    /** The limits that are passed, in the order in which the settings name them. */
    public static List<Alert> judge(AlertLimits limits, Vitals vitals) {
        var check = new AlertCheck(limits, vitals);
        var alerts = new ArrayList<Alert>();
        limits.flagshipShare().flatMap(check::flagship).ifPresent(alerts::add);
        limits.errorRate().ifPresent(it -> alerts.addAll(check.errors(it)));
        limits.daySpend().flatMap(check::day).ifPresent(alerts::add);
        limits.estimateOff().ifPresent(it -> alerts.addAll(check.estimates(it)));
        limits.costDrift().ifPresent(it -> alerts.addAll(check.drifts(it)));
        return alerts;
    }

    private Optional<Alert> flagship(int limit) {
        var share = percent(vitals.flagshipSpend().picodollars(), vitals.spend().picodollars());
        if (!exceeds(share, limit)) return Optional.empty();
        var message = "the strongest tier has " + shown(share) + " of the spend of the last " + days();
        return Optional.of(alert(Kind.FLAGSHIP_SHARE, "", message, share, limit));
    }

    private List<Alert> errors(int limit) {
        var alerts = new ArrayList<Alert>();
        for (var model : vitals.models()) {
            var rate = percent(model.errors(), model.requests());
            if (model.requests() < LEAST_ROWS || !exceeds(rate, limit)) continue;
            var message = shown(rate) + " of the " + model.requests() + " requests to " + model.model()
                    + " in the last " + days() + " came back as errors";
            alerts.add(alert(Kind.ERROR_RATE, model.model(), message, rate, limit));
        }
        return alerts;
    }

    private Optional<Alert> day(Money limit) {
        if (!vitals.daySpend().isMoreThan(limit)) return Optional.empty();
        var day = vitals.day().toString();
        var message = shown(vitals.daySpend()) + " was charged on " + day;
        return Optional.of(new Alert(
                Kind.DAY_SPEND,
                day,
                message + ", above " + shown(limit),
                vitals.daySpend().toDollars() + " USD",
                limit.toDollars() + " USD"));
    }

    private List<Alert> estimates(int limit) {
        var alerts = new ArrayList<Alert>();
        for (var job : vitals.jobs()) {
            var off = difference(job.cost(), job.estimate());
            if (isSmall(job.cost(), job.estimate()) || !exceeds(off.abs(), limit)) continue;
            var message = "job " + job.job() + " cost " + job.cost().toDisplay(4) + ", " + signed(off)
                    + " against its estimate of " + job.estimate().toDisplay(4);
            alerts.add(alert(Kind.ESTIMATE_OFF, job.job().value(), message, off.abs(), limit));
        }
        return alerts;
    }

    private List<Alert> drifts(int limit) {
        var alerts = new ArrayList<Alert>();
        for (var task : vitals.tasks()) {
            if (task.rows() < LEAST_ROWS || task.rowsBefore() < LEAST_ROWS) continue;
            var off = difference(perRow(task.cost(), task.rows()), perRow(task.costBefore(), task.rowsBefore()));
            if (!exceeds(off.abs(), limit)) continue;
            var name = task.task().isEmpty() ? "rows without a task" : "a row of task " + task.task();
            var message = name + " cost " + signed(off) + " in the last " + days() + " against the four times " + days()
                    + " before";
            alerts.add(alert(Kind.COST_DRIFT, task.task(), message, off.abs(), limit));
        }
        return alerts;
    }

    private static Alert alert(Kind kind, String subject, String message, BigDecimal measured, int limit) {
        return new Alert(kind, subject, message + ", above " + limit + " %", shown(measured), limit + " %");
    }

    private String days() {
        var window = limits.window();
        return window.toHours() % 24 == 0 ? window.toDays() + " days" : window.toHours() + " hours";
    }

    private static boolean isSmall(Money one, Money other) {
        var difference = one.minus(other);
        var size = difference.isMoreThan(Money.ZERO) ? difference : Money.ZERO.minus(difference);
        return !size.isMoreThan(LEAST_DIFFERENCE);
    }

    private static boolean exceeds(BigDecimal percent, int limit) {
        return percent.compareTo(BigDecimal.valueOf(limit)) > 0;
    }

    private static BigDecimal perRow(Money cost, long rows) {
        return BigDecimal.valueOf(cost.picodollars()).divide(BigDecimal.valueOf(rows), 6, RoundingMode.HALF_UP);
    }

    private static BigDecimal difference(Money now, Money before) {
        return difference(BigDecimal.valueOf(now.picodollars()), BigDecimal.valueOf(before.picodollars()));
    }

    /** By how many per cent it grew; what was free before and is not now grew by 100 %. */
    private static BigDecimal difference(BigDecimal now, BigDecimal before) {
        if (before.signum() == 0) return now.signum() == 0 ? BigDecimal.ZERO : HUNDRED;
        return now.subtract(before).multiply(HUNDRED).divide(before, 6, RoundingMode.HALF_UP);
    }

    private static BigDecimal percent(long part, long whole) {
        if (whole == 0) return BigDecimal.ZERO;
        return BigDecimal.valueOf(part).multiply(HUNDRED).divide(BigDecimal.valueOf(whole), 6, RoundingMode.UP);
    }

    private static String signed(BigDecimal percent) {
        return (percent.signum() < 0 ? "-" : "+") + shown(percent.abs());
    }

    private static String shown(Money amount) {
        return amount.toDisplay(amount.isMoreThan(Money.ofDollars("0.995")) ? 2 : 6);
    }

    /** Never rounded to the limit that it passes. */
    private static String shown(BigDecimal percent) {
        return percent.setScale(1, RoundingMode.UP).stripTrailingZeros().toPlainString() + " %";
    }
}
