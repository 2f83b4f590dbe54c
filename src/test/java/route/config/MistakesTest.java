package route.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import route.domain.InputException;

/** What a person reads who got a setting wrong. */
class MistakesTest {
    @TempDir
    Path dir;

    private Given given;

    @BeforeEach
    void start() {
        given = new Given(dir).input("in.csv");
    }

    @Test
    void anUnknownKeyNamesItsLineAndTheNearestKey() {
        file(
                "max_tokens: 5\npromt_column: body",
                "route.yaml:2: promt_column is not a setting\ndid you mean prompt_column?");
        file("budget: {max_cots: 1}", "route.yaml:1: budget.max_cots is not a setting\ndid you mean budget.max_cost?");
        file("tier: {}", "route.yaml:1: tier is not a setting\ndid you mean tiers?");
        file("max_cost: 5", "route.yaml:1: max_cost is not a setting\ndid you mean budget.max_cost?");
        file("zzzzzzzzz: 1", "route.yaml:1: zzzzzzzzz is not a setting\nall settings: route config show");
    }

    @Test
    void aWrongTypeSaysWhatWouldBeRight() {
        file("max_tokens: lots", "route.yaml:1: max_tokens is 'lots'\nmust be a whole number from 1 to 9999999");
        file("max_tokens: 0", "route.yaml:1: max_tokens is '0'\nmust be a whole number from 1 to 9999999");
        file("max_tokens: [1]", "route.yaml:1: max_tokens is a list\nmust be a whole number from 1 to 9999999");
        file("system:\nmax_tokens: 1", "route.yaml:1: system is empty\nmust be a text");
        file("sandbox: yes", "route.yaml:1: sandbox is 'yes'\nmust be true or false");
        file(
                "polling: {first: 5}",
                "route.yaml:1: polling.first is '5'\nmust be a duration of at least 10ms, such as 250ms, 30s, 5m, 6h or 1d");
        file(
                "polling: {first: 9ms}",
                "route.yaml:1: polling.first is '9ms'\nmust be a duration of at least 10ms, such as 250ms, 30s, 5m, 6h or 1d");
        file("polling: 5s", "route.yaml:1: polling is '5s'\nmust be a mapping with first, longest");
        file(
                "budget: {max_cost: -1}",
                "route.yaml:1: budget.max_cost is '-1'\nmust be an amount in US dollars such as 5.00");
        file(
                "delimiter: ';;'",
                "route.yaml:1: delimiter is ';;'\nmust be a single character, or one of comma, semicolon, tab, pipe");
        file(
                "encoding: utf-9",
                "route.yaml:1: encoding is 'utf-9'\nmust be a character encoding such as UTF-8, windows-1252 or Shift_JIS");
        file("map: id", "route.yaml:1: map is 'id'\nmust be a mapping of fields to columns, such as id: ticket_id");
        file("on_bad_row: ignore", "route.yaml:1: on_bad_row is 'ignore'\nmust be stop or skip");
    }

    @Test
    void brokenYamlNamesItsLine() {
        file("a: 1\n\tb: 2", "route.yaml:2: not valid YAML: ...");
        file("max_tokens: [1", "route.yaml:1: not valid YAML: ...");
        file(
                "max_tokens: 1\nmax_attempts: 2\nmax_tokens: 3",
                "route.yaml:3: max_tokens is set twice\nit is set on line 1 already");
        file(
                "polling.first: 5s\npolling: {first: 6s}",
                "route.yaml:2: polling.first is set twice\nit is set at route.yaml:1 already");
        file(
                "- a\n- b",
                "route.yaml:1: the file holds a list\nmust be a mapping of settings, such as max_tokens: 4096");
        file("max_tokens: 1\n---\nmax_tokens: 2", "route.yaml:2: not valid YAML: ...");
        file("a: \"x\u0007\"", "route.yaml:1: the control character U+0007 may not stand in YAML");
        file("? [a]\n: 1", "route.yaml:1: a key is a list\na key is a plain name");
    }

    @Test
    void anchorsThatUnfoldWithoutEndAreRefusedQuickly() {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ",").repeat(8))
                    .append("*a")
                    .append(i - 1)
                    .append("]\n");
        }
        file(bomb.toString(), "route.yaml:...");
        file(
                "a: &a [*a]",
                "route.yaml:1: the file unfolds to more than settings can be\nwrite it without anchors (& and *)");
    }

    @Test
    void aFileThatIsNotUtf8NamesTheLine() throws IOException {
        Files.write(given.work.resolve("route.yaml"), new byte[] {'a', '\n', 'b', '\n', (byte) 0xE4, 'x'});
        says("route.yaml:3: not UTF-8\nsave the file as UTF-8");
    }

    @Test
    void settingsOfOneJobMayNotStandInSettingsOfAllJobs() {
        file(
                "input: a.csv",
                "route.yaml:1: input belongs to one job, not to settings of all jobs\nput it into a job file, or give it as INPUT");
        file(
                "output: x.csv",
                "route.yaml:1: output belongs to one job, not to settings of all jobs\nput it into a job file, or give it with --output");
    }

    @Test
    void flagsAndVariablesAreNamedAsTheUserTypedThem() {
        given.flag("max_tokens", "x");
        says("flag --max-tokens is 'x'\nmust be a whole number from 1 to 9999999");
        given.flags.clear();
        given.flag("map", "id");
        says("flag --map is 'id'\nmust be written name=value,name=value");
        given.flags.clear();
        given.env("ROUTE_BUDGET_MAX_COST", "five");
        says("env ROUTE_BUDGET_MAX_COST is 'five'\nmust be an amount in US dollars such as 5.00");
    }

    @Test
    void tiersSayWhatIsWrongWithThem() {
        file("tiers: []", "route.yaml:1: tiers is a list\nmust be a mapping of tiers...");
        file("tiers: {}", "route.yaml:1: tiers is empty\nmust be a mapping of tiers...");
        file("tiers:\n  a: {modles: [x/y]}", "route.yaml:2: tiers.a has no field 'modles'\ndid you mean models?");
        file("tiers:\n  a: {from: 0}", "route.yaml:2: tiers.a.models is missing\nmust be a list of models...");
        file(
                "tiers:\n  a: {models: [openai/x]}\n  b: {models: [opnai/y]}",
                "route.yaml:3: no provider 'opnai' for model 'opnai/y'\ndid you mean openai? known providers: "
                        + String.join(
                                ", ",
                                new java.util.TreeSet<>(Defaults.providers().keySet())));
        file(
                "tiers:\n  a: {models: [openai/]}",
                "route.yaml:2: model 'openai/' is incomplete\nit is written provider/model-id");
        file(
                "tiers:\n  a: {models: [gpt-6-lnua]}",
                "route.yaml:2: model 'gpt-6-lnua' is not in the price book\ndid you mean gpt-6-luna?");
        file(
                "tiers:\n  a: {models: [openai/x], from: 0.1}",
                "route.yaml:2: tiers.a.from is '0.1'\nmust be a hardness from 0 to 1...");
        file(
                "tiers:\n  a: {models: [openai/x]}\n  b: {models: [openai/y], from: 0.5}\n  c: {models: [openai/z], from: 0.5}",
                "route.yaml:4: tier c starts at 0.5, not above tier b at 0.5\ngive rising values of from: weakest tier first");
        file(
                "tiers:\n  a: {models: [openai/x]}\n  b: {models: [openai/y], from: 1.5}",
                "route.yaml:3: tiers.b.from is '1.5'\n...");
    }

    @Test
    void peakHoursSayWhatIsWrongWithThem() {
        var provider = "providers:\n  openai:\n    off_peak: ";
        var right = "\nmust be a list of hours in UTC such as mon-fri 01:00-04:00";
        file(provider + "50", "route.yaml:3: providers.openai.off_peak is '50'\nmust be a mapping with peak, discount");
        file(provider + "{discount: 50}", "route.yaml:3: providers.openai.off_peak.peak is missing" + right);
        for (var hours : new String[] {"04:00-01:00", "fri-mon 01:00-04:00", "xyz 01:00-04:00", "01:00", "1-4"}) {
            file(
                    provider + "{peak: ['" + hours + "'], discount: 50}",
                    "route.yaml:3: providers.openai.off_peak.peak is a list" + right + ", not '" + hours + "'");
        }
        for (var discount : new String[] {"0", "101", "half", "12.5"}) {
            file(
                    provider + "{peak: ['01:00-04:00'], discount: " + discount + "}",
                    "route.yaml:3: providers.openai.off_peak.discount is '" + discount
                            + "'\nmust be a whole number of per cent from 1 to 100");
        }
    }

    @Test
    void rulesSayWhatIsWrongWithThem() {
        file("rules: {}", "route.yaml:1: rules is a mapping\nmust be a list such as...");
        file(
                "rules:\n  - {tier: simple}",
                "route.yaml:2: rules[1].when is missing\nmust be a mapping with tag, task...");
        file(
                "rules:\n  - {when: {tag: a}}",
                "route.yaml:2: rules[1] has no tier, no model and no region\na rule gives one of them, such as tier: flagship");
        file(
                "rules:\n  - {when: {tag: a}, tier: simple, model: openai/x}",
                "route.yaml:2: rules[1] has both a tier and a model\n...");
        file(
                "rules:\n  - {when: {tag: a}, tier: large}",
                "route.yaml:2: rules[1].tier is 'large'\nthe tiers are simple, medium, flagship");
        file(
                "rules:\n  - {when: {matches: '['}, tier: simple}",
                "route.yaml:2: rules[1].when.matches is '['\nas a regular expression it fails: ...");
        file(
                "rules:\n  - {when: {min_tokens: few}, tier: simple}",
                "route.yaml:2: rules[1].when.min_tokens is 'few'\nmust be a whole number...");
        file(
                "rules:\n  - {when: {colum: {a: b}}, tier: simple}",
                "route.yaml:2: rules[1].when has no field 'colum'\ndid you mean column?");
    }

    @Test
    void providersSayWhatIsWrongWithThem() {
        file(
                "providers:\n  near: {base_url: 'http://x'}",
                "route.yaml:2: provider near has no dialect\nthe dialects are " + String.join(", ", Defaults.DIALECTS));
        file(
                "providers:\n  near: {dialect: openai}",
                "route.yaml:2: provider near has no base_url\nmust be an address such as...");
        file(
                "providers:\n  brahe: {dialect: brahe}",
                "route.yaml:2: providers.brahe.dialect is 'brahe'\nthe dialects are "
                        + String.join(", ", Defaults.DIALECTS));
        file(
                "providers:\n  openai: {lanes: [fast]}",
                "route.yaml:2: providers.openai.lanes is a list\nmust be a list of batch, realtime, not 'fast'");
        file(
                "providers:\n  openai: {limits: {max_bytes: big}}",
                "route.yaml:2: providers.openai.limits.max_bytes is 'big'\nmust be a size such as 100MB");
        file(
                "providers:\n  openai: {limits: {max_bytes: 999999999999GB}}",
                "route.yaml:2: providers.openai.limits.max_bytes is '999999999999GB'\nmust be a size such as 100MB");
        file("providers:\n  'a/b': {}", "route.yaml:2: 'a/b' cannot name a provider\n...");
        address("ftp://x", "is no http address");
        address("http:///v1", "has no host");
        address("http://x y", "is no address");
        address("https://x/v1?key=1", "holds a ? or #");
        given.env("ANTHROPIC_BASE_URL", "https://api.anthropic.com/v1");
        file(
                "",
                "env ANTHROPIC_BASE_URL: the address of provider anthropic ends with /v1\nthe anthropic dialect adds that itself: leave it out");
    }

    private void address(String url, String problem) {
        file(
                "providers:\n  openai: {base_url: '" + url + "'}",
                "route.yaml:2: the address of provider openai " + problem + "\n...");
    }

    @Test
    void theJobsFilesAreCheckedBeforeAnythingIsSent() throws IOException {
        given.input("none.csv");
        says("input none.csv does not exist");
        given.job("input: none.csv").input = Optional.empty();
        says("input none.csv (jobs/a.yaml:1) does not exist");
        given.job("input: ..");
        says("input .. (jobs/a.yaml:1) is a directory, not a file");
        given.job("max_tokens: 3");
        says("no input\nname a CSV or JSONL file, a job file, or - for standard input");
        given.job("input: ../in.csv\noutput: ../in.csv");
        says("output ../in.csv (jobs/a.yaml:2) is the input itself\nname another file");
        given.job("input: ../in.csv\noutput: no/such.csv");
        says("output no/such.csv (jobs/a.yaml:2) cannot be written: there is no directory jobs/no");
        given.job("input: ../in.csv\noutput: x.csv.gz");
        says("output x.csv.gz (jobs/a.yaml:2) would not be compressed\nname it without .gz");
        given.job("input: ../in.csv\nsystem_file: s.txt");
        says("system_file jobs/s.txt (jobs/a.yaml:2) does not exist");
        Files.write(given.work.resolve("jobs/s.txt"), new byte[] {'\n', (byte) 0xFF});
        says("system_file jobs/s.txt (jobs/a.yaml:2):2: not UTF-8\nsave the file as UTF-8");
        given.job("input: ../in.csv\nsystem: a\nsystem_file: s.txt");
        says("jobs/a.yaml:3: system and system_file are both set\na job has one of them");
        given.job("input: ../in.csv\nmap: {tagg: x}");
        says("jobs/a.yaml:2: map has no field 'tagg'\ndid you mean tag?");
        given.job("input: ../in.csv\nmap: {prompt: x}");
        says("jobs/a.yaml:2: map has no field 'prompt'\nname the prompt's column with prompt_column: x");
        given.job("input: ../in.csv\npolling: {first: 10m}");
        says(
                "jobs/a.yaml:2: polling.first is 10m, longer than polling.longest, 5m\nmake the first pause the shorter one");
    }

    @Test
    void theInputIsKnownAgainUnderAnotherName() throws IOException {
        Files.createSymbolicLink(given.work.resolve("link.csv"), Path.of("in.csv"));
        given.input("link.csv").job("output: ../in.csv");
        says("output ../in.csv (jobs/a.yaml:1) is the input itself\nname another file");
        given.input("in.csv").job("output: ../link.csv");
        says("output ../link.csv (jobs/a.yaml:1) is the input itself\nname another file");
    }

    /** It would be replaced by a file, which as root takes away /dev/null from the whole machine. */
    @Test
    void aDeviceIsNoPlaceForTheMergedFile() {
        for (var device : new String[] {"/dev/null", "/dev/stdout", "/dev/fd/1"}) {
            given.job("input: ../in.csv\noutput: " + device);
            says("output " + device + " (jobs/a.yaml:2) is a device or a pipe\nname a file, or - for standard output");
        }
    }

    @Test
    void missingOrDoubledSettingsFilesAreNamed() {
        given.jobFile = Optional.of(Path.of("none.yaml"));
        says("job file none.yaml does not exist");
        given.job("max_tokens: 1").input("jobs/a.yaml");
        says("two job files: jobs/a.yaml and --job jobs/a.yaml\na job has one; its input may be given beside it");
        given.jobFile = Optional.empty();
        given.configFile = Optional.of(Path.of("none.yaml"));
        says("config file none.yaml does not exist");
        given.configFile = Optional.of(Path.of("."));
        says(". is a directory, not a file");
    }

    private void file(String yaml, String message) {
        given.project(yaml);
        says(message);
    }

    /** The whole message; only its beginning where that ends with three dots. */
    private void says(String message) {
        var said = assertThrows(InputException.class, () -> given.load().jobSpec(), message)
                .getMessage();
        assertTrue(said.lines().count() <= 3, said);
        if (!message.endsWith("...")) assertEquals(message, said);
        var opening = message.substring(0, Math.max(0, message.length() - 3));
        assertEquals(opening, said.substring(0, Math.min(opening.length(), said.length())));
    }
}
