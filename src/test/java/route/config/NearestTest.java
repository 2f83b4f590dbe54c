package route.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void everySettingIsFoundAgainAfterOneSlipOfTheFinger() {
        var chance = new Random(11);
        var keys = Setting.ALL.stream()
                .map(Setting::key)
                .filter(it -> it.length() > 4)
                .toList();
        for (int i = 0; i < 500; i++) {
            var key = keys.get(chance.nextInt(keys.size()));
            var at = 1 + chance.nextInt(key.length() - 2);
            var slipped = switch (chance.nextInt(3)) {
                case 0 -> key.substring(0, at) + key.substring(at + 1);
                case 1 -> key.substring(0, at) + "q" + key.substring(at);
                default -> key.substring(0, at) + key.charAt(at + 1) + key.charAt(at) + key.substring(at + 2);
            };
            assertEquals(Optional.of(key), Nearest.to(slipped, keys), slipped);
        }
    }

    @Test
    void aWordFarFromAllIsNotProposed() {
        assertTrue(Nearest.to("temperature", List.of("template", "system")).isEmpty());
        assertTrue(Nearest.to("x", List.of("map", "name")).isEmpty());
        assertTrue(Nearest.to("deliver", List.of("plan", "submit", "status", "resume", "results"))
                .isEmpty());
        assertEquals(2, Nearest.edits("ab", "ba") + Nearest.edits("kitten", "kittens"));
        assertEquals(3, Nearest.edits("kitten", "sitting"));
        assertEquals(3, Nearest.edits("", "abc"));
    }
}
