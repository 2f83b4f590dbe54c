package route.triage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** Many numbers by their hashes. */
class LongMapTest {

    @Test
    void whatWasPutIsFoundAndNothingElse() {
        var map = new LongMap();
        assertEquals(LongMap.NONE, map.get(7));
        for (var i = 0; i < 100_000; i++) map.put(Sessions.hash("s" + i, ""), i);
        assertEquals(100_000, map.size());
        for (var i = 0; i < 100_000; i++) assertEquals(i, map.get(Sessions.hash("s" + i, "")));
        for (var i = 0; i < 1_000; i++) assertEquals(LongMap.NONE, map.get(Sessions.hash("t" + i, "")));
    }

    @Test
    void sessionsAndTiersThatDifferHaveHashesThatDiffer() {
        var seen = new HashSet<Long>();
        for (var i = 0; i < 100_000; i++) {
            seen.add(Sessions.hash(Integer.toString(i), ""));
            seen.add(Sessions.hash(Integer.toString(i), "simple"));
            seen.add(Sessions.hash("", Integer.toString(i)));
        }
        assertEquals(300_000, seen.size());
    }
}
