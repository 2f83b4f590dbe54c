package route.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.InputException;
import route.domain.Policy;

class PolicySettingsTest {
    @TempDir
    Path folder;

    private Given given;

    @BeforeEach
    void open() {
        given = new Given(folder).write("work/a.csv", "prompt\nx\n").input("a.csv");
    }

    private Policy policy(String yaml) {
        return given.project(yaml).load().jobSpec().policy();
    }

    @Test
    void withoutAWordNothingIsComparedOrRanked() {
        assertEquals(Policy.NONE, policy("max_tokens: 5\n"));
    }

    @Test
    void aMappingAndAWordSayTheSameAsAFlag() {
        assertEquals(
                Map.of("flagship", 1_000, "medium", 2_550),
                policy("shares: {flagship: 10%, medium: 25.5%}").shares());
        assertEquals(
                new Policy.Prefer(700, 200, 100),
                policy("prefer: {cost: 0.7, speed: 0.2, quality: 0.1}").weights());
        assertEquals(Policy.Strategy.PREFERRED, policy("prefer: speed").strategy());
        given.flag("shares", "flagship=5 %").flag("prefer", "cost=3,quality=1");
        assertEquals(Map.of("flagship", 500), policy("shares: {medium: 9%}").shares(), "taken whole from the flag");
        assertEquals(
                new Policy.Prefer(3_000, 0, 1_000), policy("strategy: weighted").weights());
    }

    @Test
    void theStrongerSourceDecidesBetweenSharesAndSpread() {
        given.flag("spread", "true").flag("budget.max_cost", "5");
        assertTrue(policy("shares: {flagship: 9%}").spread());
        assertEquals(Map.of(), policy("shares: {flagship: 9%}").shares());
    }

    @Test
    void allOfThePolicyMayBeInAFile() {
        var policy = policy("""
                strategy: weighted
                explore: 5%
                quality_floor: 0.8
                feedback: {half_life: 30d}
                capability:
                  openai/gpt-6-luna: {any: 0.8, code: 0.65}
                  anthropic/claude-haiku-5-5: 0.7
                """);
        assertEquals(Policy.Strategy.WEIGHTED, policy.strategy());
        assertEquals(500, policy.explore());
        assertEquals(800, policy.qualityFloor());
        assertEquals(Duration.ofDays(30), policy.halfLife());
        assertEquals(
                Map.of(
                        "openai/gpt-6-luna",
                        Map.of("any", 800, "code", 650),
                        "anthropic/claude-haiku-5-5",
                        Map.of("any", 700)),
                policy.capability());
        assertEquals(
                "any 0.7", given.shown("capability.anthropic/claude-haiku-5-5").value());
    }

    private void says(String yaml, String... words) {
        var message =
                assertThrows(InputException.class, () -> policy(yaml), yaml).getMessage();
        for (var word : words) assertTrue(message.contains(word), message);
        assertTrue(message.lines().count() <= 3, message);
    }

    @Test
    void mistakesAreNamedWithTheirPlace() {
        says("shares: {flagship: 0.1}", "route.yaml:1", "must be shares of tiers such as flagship=10%");
        says("shares: {flagship: 101%}", "route.yaml:1");
        says("shares: {flagship: 0.001%}", "route.yaml:1");
        says("shares: {flagship: [1]}", "route.yaml:1");
        says("shares: {}", "route.yaml:1");
        says("shares: {flagshop: 10%}", "did you mean flagship?");
        says("shares: {simple: 10%}", "the weakest tier");
        says("shares: {flagship: 60%, medium: 41%}", "more than 100%");
        says("spread: true", "route.yaml:1", "--max-cost");
        says("shares: {flagship: 1%}\nspread: true", "both set");
        says("prefer: price", "cost, speed or quality");
        says("prefer: {cost: 0}", "cost, speed or quality");
        says("prefer: cost\nstrategy: cheapest", "both set");
        says("strategy: best", "listed, cheapest or weighted");
        says("explore: 0.5", "must be a share from 0% to 100%, with two decimals at most, such as 5%");
        says("sample: 0%", "must be a share from 0.01% to 100%");
        says("sample: 0", "must be a share from 0.01% to 100%");
        says("quality_floor: 1.5", "from 0 to 1");
        says("capability: {openai/gpt-6-luna: 2}", "route.yaml:1", "capability.openai/gpt-6-luna");
        says("capability: {openai/gpt-6-luna: {code: x}}", "capability.openai/gpt-6-luna.code");
        says("capability: {nobody/x: 0.5}", "no provider");
        says("capability: 5", "a mapping of models");
        says("strategie: weighted", "did you mean strategy?");
    }

    @Test
    void perCentAreWrittenWithOrWithoutTheirSign() {
        assertEquals(
                policy("shares: {flagship: 10%}").shares(),
                policy("shares: {flagship: 10}").shares());
        assertEquals(500, policy("explore: 5").explore());
        assertEquals(525, policy("explore: 5.25").explore());
        assertEquals(50, policy("explore: 0.5%").explore());
        var limits = given.project("alerts: {error_rate: 5%, estimate_off: 50 %, cost_drift: 30}")
                .load()
                .watch()
                .limits();
        assertEquals(Optional.of(5), limits.errorRate());
        assertEquals(Optional.of(50), limits.estimateOff());
        assertEquals(Optional.of(30), limits.costDrift());
    }

    @Test
    void oneRuleIsShownAsOne() {
        given.project("rules: [{when: {tag: a}, tier: flagship}]");
        assertEquals("1 rule", given.shown("rules").value());
    }
}
