package route.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import route.domain.Ask;
import route.domain.Delivery;
import route.domain.Endpoint;
import route.domain.InputKind;
import route.domain.InputLayout;
import route.domain.JobSpec;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Money;
import route.domain.OnBadRow;
import route.domain.Provider;
import route.domain.RowState;
import route.domain.RuleSpec;
import route.domain.Source;
import route.domain.TierSpec;

/** Records as the tests of the store need them. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final ModelRef MODEL = ModelRef.parse("openai/gpt-6-luna");

    private Samples() {}

    static JobSpec spec(String output) {
        return new JobSpec(
                "tickets",
                new Source("/data/tickets.csv", Optional.of(InputKind.CSV), ';', ""),
                new Ask("prompt", "", "Be brief.", Map.of("id", "ticket"), 100),
                List.of(new TierSpec("simple", 0, List.of(MODEL))),
                List.of(new RuleSpec("legal", "", "", "", 0, Map.of("a", "b"), "simple", "")),
                Map.of(
                        "openai",
                        new Provider(
                                "openai",
                                "openai",
                                "https://api.example/v1",
                                "OPENAI_API_KEY",
                                List.of(),
                                List.of(Lane.BATCH),
                                Optional.empty(),
                                route.domain.Quota.UNKNOWN,
                                route.domain.Rates.UNKNOWN,
                                "")),
                Map.of("small", "openai/gpt-6-luna"),
                new Delivery(output, Optional.empty(), false, true),
                OnBadRow.SKIP,
                new route.domain.Budget(Optional.of(Money.ofDollars("1.50")), Optional.empty(), Map.of(), false),
                3,
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofMinutes(2),
                Duration.ofMinutes(30),
                route.domain.Urgency.NONE,
                "",
                true);
    }

    static InputLayout layout() {
        return new InputLayout(InputKind.CSV, ';', List.of("ticket", "prompt"), 14, 2, "\r\n", true, 900, "ab12");
    }

    static RowRecord row(long number, RowState state) {
        return new RowRecord(
                number,
                state,
                number + 1,
                number * 40,
                39,
                "simple",
                MODEL.toString(),
                Endpoint.CHAT,
                "qa",
                "",
                1234,
                1,
                20,
                50,
                100,
                0,
                state == RowState.SKIPPED ? "the prompt is empty" : "",
                false,
                0,
                Optional.empty());
    }

    static BatchTable.Cut cut(int rows) {
        return new BatchTable.Cut(rows, 1, rows, 1000, "cd34");
    }
}
