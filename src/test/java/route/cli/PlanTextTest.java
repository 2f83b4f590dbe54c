package route.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import route.domain.Money;
import route.triage.BadRow;
import route.triage.PlanView;

class PlanTextTest {

    @Test
    void thePlanIsATableOfTierModelAndLaneWithItsSums() {
        var text = PlanText.render(Sample.plan(List.of(), 0, Sample.lines()), 80, Paint.OFF);
        assertEquals("""
                support_tickets, 500 rows (sandbox: no money will be spent)

                tier    model                        lane   rows   input  output      cost
                simple  openai/gpt-6-luna            batch   400  56,800  24,000   $0.0123
                medium  anthropic/claude-sonnet-5-5  batch    80  11,360   4,800   $0.0318
                pinned  nearby/own-model             batch    20   2,840   1,200  no price
                total                                        500  71,000  30,000   $0.0441

                estimate  $0.0441   at most $0.3100, with answers of full length
                flagship  $0.5120   all rows on the flagship, in real time
                saving    $0.4679   91 %

                """, text);
    }

    @Test
    void badRowsAreListedWithTheirLinesAndTheirCount() {
        var bad = List.of(new BadRow(17, 23, "the prompt is empty"), new BadRow(18, 24, "evil \u001b[31m\nreason"));
        var text = PlanText.render(Sample.plan(bad, 31, List.of()), 80, Paint.OFF);
        assertEquals("""
                support_tickets, 500 rows (sandbox: no money will be spent)

                31 rows cannot be used:
                  row 17, line 23: the prompt is empty
                  row 18, line 24: evil ?[31m reason
                  and 29 more

                """, text);
    }

    @Test
    void thePlanOfAMillionRowsFitsEightyColumns() {
        var lines = List.of(
                Sample.line(
                        "simplest-of-all-tiers",
                        "openrouter/some-vendor/a-very-long-model-name-2026-11",
                        1_000_000,
                        "99999"),
                Sample.line("medium", "anthropic/claude-sonnet-5-5", 980_000, "12345.678"));
        var bad = List.of(new BadRow(1, 2, "because ".repeat(40)));
        var plan = new PlanView(
                "a-name-".repeat(30),
                false,
                1_980_000,
                bad,
                1,
                Money.ofDollars("112344.678"),
                Money.ofDollars("999999"),
                Money.ofDollars("2000000"),
                lines,
                List.of("model openrouter/some-vendor/a-very-long-model-name-2026-11 has no price. ".repeat(3)));
        var text = PlanText.render(plan, 80, Paint.OFF);
        assertTrue(text.lines().allMatch(it -> it.length() <= 80), text);
        assertTrue(text.contains("281.2M"), text);
    }

    @Test
    void coloursAreWrittenOnlyWhereTheyAreOn() {
        var plan = Sample.plan(List.of(new BadRow(1, 2, "x")), 1, Sample.lines());
        assertFalse(PlanText.render(plan, 80, Paint.OFF).contains("\u001b"));
        var coloured = PlanText.render(plan, 80, new Paint(true));
        assertTrue(coloured.contains("\u001b[1m"));
        assertEquals(PlanText.render(plan, 80, Paint.OFF), coloured.replaceAll("\u001b\\[\\d+m", ""));
    }
}
