package route.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

    private static Optional<Instant> at(String text) {
        return Deadline.resolve(text, START, ZoneOffset.UTC);
    }

    private static Optional<Instant> moment(String text) {
        return Optional.of(Instant.parse(text));
    }

    @Test
    void aSpanIsCountedFromTheStart() {
        assertEquals(moment("2026-11-20T14:00:00Z"), at("6h"));
        assertEquals(moment("2026-11-22T09:30:00Z"), at("2d1h30m"));
    }

    @Test
    void aTimeOfDayIsTheNextOne() {
        assertEquals(moment("2026-11-20T08:01:00Z"), at("08:01"));
        assertEquals(moment("2026-11-21T08:00:00Z"), at("08:00"));
        assertEquals(moment("2026-11-21T07:30:00Z"), at("07:30"));
    }

    @Test
    void aTimeOfDayIsTheMachinesAlsoWhereTheClockIsPutBack() {
        var berlin = ZoneId.of("Europe/Berlin");
        assertEquals(moment("2026-11-21T06:30:00Z"), Deadline.resolve("07:30", START, berlin));
        var beforeTheChange = Instant.parse("2026-10-24T20:00:00Z");
        assertEquals(moment("2026-10-25T06:30:00Z"), Deadline.resolve("07:30", beforeTheChange, berlin));
    }

    @Test
    void aMomentIsTakenWithItsOffset() {
        assertEquals(moment("2026-11-21T05:00:00Z"), at("2026-11-21T06:00:00+01:00"));
        assertEquals(moment("2020-01-01T00:00:00Z"), at("2020-01-01T00:00:00Z"));
    }

    @Test
    void anythingElseIsNone() {
        for (var text : new String[] {
            "",
            "soon",
            "6",
            "0s",
            "25:00",
            "7:30",
            "2026-11-21",
            "2026-11-21T06:00",
            "Tuesday",
            "-6h",
            "999999999d",
            "1d".repeat(100_000),
            "T",
            "24:00",
            "6 h"
        }) {
            assertEquals(Optional.empty(), at(text), text);
        }
    }
}
