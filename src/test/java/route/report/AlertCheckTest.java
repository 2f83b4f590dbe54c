package route.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import route.domain.Alert;
import route.domain.AlertLimits;
import route.domain.JobId;
import route.domain.Money;
import route.domain.Vitals;

/** When a limit counts as passed, and what is said of it. */
class AlertCheckTest {

    private static final Vitals QUIET = new Vitals(
            LocalDate.parse("2026-11-20"), Money.ZERO, Money.ZERO, Money.ZERO, List.of(), List.of(), List.of());

    private static AlertLimits all(int percent, String dollars) {
        var limit = Optional.of(percent);
        return new AlertLimits(limit, limit, Optional.of(Money.ofDollars(dollars)), limit, limit, Duration.ofDays(7));
    }

    private static Vitals spent(String day, String all, String flagship) {
        return new Vitals(
                QUIET.day(),
                Money.ofDollars(day),
                Money.ofDollars(all),
                Money.ofDollars(flagship),
                List.of(),
                List.of(),
                List.of());
    }

    private static Vitals with(Object what) {
        return new Vitals(
                QUIET.day(),
                Money.ZERO,
                Money.ZERO,
                Money.ZERO,
                what instanceof Vitals.ModelErrors it ? List.of(it) : List.of(),
                what instanceof Vitals.JobCost it ? List.of(it) : List.of(),
                what instanceof Vitals.TaskCost it ? List.of(it) : List.of());
    }

    private static List<String> said(AlertLimits limits, Vitals vitals) {
        return AlertCheck.judge(limits, vitals).stream().map(Alert::message).toList();
    }

    @Test
    void nothingSpentPassesNoLimitNotEvenNought() {
        assertEquals(List.of(), AlertCheck.judge(all(0, "0"), QUIET));
    }

    @Test
    void aLimitThatIsMetIsNotPassed() {
        assertEquals(List.of(), said(all(40, "10"), spent("10", "50", "20")));
        assertEquals(
                List.of(
                        "the strongest tier has 40.1 % of the spend of the last 7 days, above 40 %",
                        "$10.00 was charged on 2026-11-20, above $10.00"),
                said(all(40, "10"), spent("10.000000000001", "50", "20.000000000001")));
    }

    @Test
    void onlyWhatWasAskedForIsJudged() {
        assertEquals(List.of(), AlertCheck.judge(AlertLimits.NONE, spent("1000000", "1000000", "1000000")));
    }

    @Test
    void aFewRequestsSayNothingAboutAnErrorRate() {
        assertEquals(List.of(), said(all(5, "1"), with(new Vitals.ModelErrors("openai/m", 19, 19))));
        assertEquals(
                List.of("10 % of the 20 requests to openai/m in the last 7 days came back as errors, above 5 %"),
                said(all(5, "1"), with(new Vitals.ModelErrors("openai/m", 20, 2))));
    }

    @Test
    void anEstimateMayBeOffEitherWayAndByCentsOnlyInVain() {
        var job = new JobId("t7k2");
        assertEquals(
                List.of("job t7k2 cost $2.0000, +100 % against its estimate of $1.0000, above 50 %"),
                said(all(50, "1"), with(cost(job, "1.00", "2.00"))));
        assertEquals(
                List.of("job t7k2 cost $0.2500, -75 % against its estimate of $1.0000, above 50 %"),
                said(all(50, "1"), with(cost(job, "1.00", "0.25"))));
        assertEquals(List.of(), said(all(50, "1"), with(cost(job, "0.0001", "0.0100"))));
    }

    private static Vitals.JobCost cost(JobId job, String estimate, String cost) {
        return new Vitals.JobCost(job, Money.ofDollars(estimate), Money.ofDollars(cost));
    }

    @Test
    void aTaskDriftsByItsCostPerRowHoweverManyRows() {
        var steady = new Vitals.TaskCost("triage", 1000, Money.ofDollars("1"), 40, Money.ofDollars("0.04"));
        assertEquals(List.of(), said(all(10, "1"), with(steady)));
        var dearer = new Vitals.TaskCost("triage", 100, Money.ofDollars("0.125"), 400, Money.ofDollars("0.4"));
        assertEquals(
                List.of("a row of task triage cost +25 % in the last 7 days against the four times 7 days before,"
                        + " above 10 %"),
                said(all(10, "1"), with(dearer)));
        var few = new Vitals.TaskCost("triage", 100, Money.ofDollars("9"), 19, Money.ofDollars("0.01"));
        assertEquals(List.of(), said(all(10, "1"), with(few)));
    }

    @Test
    void theLargestAmountsDoNotOverflow() {
        var most = Money.ofPicodollars(Long.MAX_VALUE);
        var vitals = new Vitals(QUIET.day(), most, most, most, List.of(), List.of(), List.of());
        assertEquals(2, AlertCheck.judge(all(99, "1"), vitals).size());
    }
}
