package route.triage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import route.domain.Decision;
import route.domain.Endpoint;
import route.domain.Fields;
import route.domain.Fingerprint;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.Pins;
import route.domain.Row;
import route.plan.Way;

/** Which rows lead, as far as there is room for them. */
class SessionsTest {
    private static final Fields NONE = new Fields() {
        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public Optional<String> text(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<String> json(String name) {
            return Optional.empty();
        }
    };

    private static Triage.Fit row(long number, String session) {
        return new Triage.Fit(
                new Row(number, number, 0, 1, NONE, ""),
                new Pins("", "", "", "", "", 0, "", session),
                new Decision("simple", 0.1, 1, 1, "qa", "short"),
                Endpoint.CHAT,
                ModelRef.parse("openai/gpt-6-luna"),
                10,
                10,
                100,
                false,
                true,
                Optional.empty(),
                new Way(Lane.BATCH, 0, Optional.empty(), true, ""),
                false,
                false,
                List.of(),
                List.of(),
                Fingerprint.NONE,
                List.of());
    }

    @Test
    void whatHasNoPlaceAnyMoreGoesItsOwnWayWithANote() {
        var sessions = new Sessions(
                () -> {
                    throw new AssertionError("no row goes elsewhere here");
                },
                2);
        var alone = row(1, "");
        assertSame(alone, sessions.of(alone));
        sessions.of(row(2, "a"));
        sessions.of(row(3, "b"));
        var late = (Triage.Fit) sessions.of(row(4, "c"));
        assertEquals("short", late.decision().reason());
        assertEquals(List.of("there are more than 2 sessions: rows of later ones are not kept together"), late.notes());
        var known = (Triage.Fit) sessions.of(row(5, "b"));
        assertEquals("session of row 3", known.decision().reason());
        assertEquals(List.of(), known.notes());
    }
}
