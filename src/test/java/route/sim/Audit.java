package route.sim;

import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import route.domain.JobState;
import route.domain.Lane;
import route.flow.JobView;

/**
 * Holds what the house has written down against what the providers have in their books, once a job is over. The names of
 * the checks are the promises.
 */
public final class Audit {
    private static final Set<String> FINAL_BATCHES = Set.of("COLLECTED", "REFUSED", "LOST", "DROPPED");
    private static final Set<String> FINAL_ROWS = Set.of("ACCEPTED", "FAILED", "SKIPPED");

    /** Providers where a batch cannot always be told from others. */
    private static final Set<String> NAMELESS = Set.of("anthropic", "openrouter", "xai");

    private static final Set<String> PREPARING = Set.of("being taken in", "not ready yet", "not processed yet");

    private final SimWorld world;
    private final JobView view;
    private final List<Records.BatchEntry> batches;
    private final List<Records.RowEntry> rows;
    private final List<Records.AttemptEntry> attempts;
    private final List<Records.LedgerEntry> ledger;
    private final Map<Long, List<Records.AttemptEntry>> attemptsOfBatch;

    private Audit(SimWorld world, JobView view) {
        var records = new Records(world.database());
        this.world = world;
        this.view = view;
        this.batches = records.batches();
        this.rows = records.rows();
        this.attempts = records.attempts();
        this.ledger = records.ledger();
        this.attemptsOfBatch = attempts.stream().collect(groupingBy(Records.AttemptEntry::batch));
    }

    /** Checks a job that is over, after everything that still runs at the providers has come to its end. */
    public static void of(SimWorld world, JobView view) {
        world.waitForProviders();
        var audit = new Audit(world, view);
        audit.itWasHeldOnlyWhereNothingIsCertain();
        audit.everyRowEndsOnce();
        audit.everyAttemptHasOneOutcome();
        audit.nobodyWasSentWhatItMustRefuse();
        audit.theBillIsWhatWasBilled();
        audit.nothingStaysReserved();
        audit.theBudgetHeld();
        audit.nothingWasBoughtTwice();
        audit.whatWasBoughtTwiceInRealTimeIsCounted();
        audit.rowsFailForTheirOwnReasons();
        if (view.state() == JobState.DELIVERED) audit.everyAnswerIsOnItsRow();
    }

    /**
     * Six things may hold a job: a key that is wrong until somebody mends it; a budget that somebody has to raise; providers
     * that have been out of reach for long, where no other may answer; and a creation that may have arrived, at Anthropic or
     * OpenRouter, where several batches of that size made in those minutes still run, or one has ended with results nobody
     * can read, or at xAI, where a batch is gone that had been filled; and a creation that was never answered clearly,
     * however often it was sent; and a batch that vanished, where no other shows that the key is the right one.
     */
    private void itWasHeldOnlyWhereNothingIsCertain() {
        for (var reason : world.people().held()) {
            var isDoubt = NAMELESS.stream().anyMatch(it -> reason.contains("for " + it + "/"))
                    && reason.contains("may have arrived");
            var isMute = reason.contains("each time without a clear answer");
            var isOut = reason.contains("nothing else may answer them: out of reach since")
                    // Files are made ready in seconds here, by providers that were heard to say so.
                    && PREPARING.stream().noneMatch(reason::contains);
            var isKey = reason.contains("check the API key")
                    && world.scenario().live().keyBreaksAt() > 0;
            var isGone = reason.contains("with this key")
                    && world.scenario().mischief().strikes().containsKey(Fault.VANISHES);
            assertTrue(
                    isGone || isDoubt || isMute || isOut || isKey || reason.contains("budget"),
                    "held for no good reason: " + reason);
        }
    }

    private void everyRowEndsOnce() {
        // A job given up before its rows were read has none.
        var unread = view.state() == JobState.CANCELLED && rows.isEmpty();
        assertEquals(unread ? 0 : world.scenario().prompts().size(), rows.size(), "rows");
        for (var row : rows) assertTrue(FINAL_ROWS.contains(row.state()), "not final: " + row);
        assertEquals(count("ACCEPTED"), view.rows().accepted(), "accepted");
        assertEquals(count("FAILED"), view.rows().failed(), "failed");
        assertEquals(count("SKIPPED"), view.rows().skipped(), "skipped");
        var answered = attempts.stream().filter(it -> it.kind() == 0).collect(groupingBy(Records.AttemptEntry::row));
        for (var row : rows) {
            var times = answered.getOrDefault(row.number(), List.of()).size();
            assertEquals(row.state().equals("ACCEPTED") ? 1 : 0, times, "answers of " + row);
        }
    }

    private long count(String state) {
        return rows.stream().filter(it -> it.state().equals(state)).count();
    }

    private void everyAttemptHasOneOutcome() {
        var ofRow = attempts.stream().collect(groupingBy(Records.AttemptEntry::row));
        for (var row : rows) {
            assertEquals(
                    row.attempts(), ofRow.getOrDefault(row.number(), List.of()).size(), "attempts of " + row);
        }
        for (var batch : batches) {
            assertTrue(FINAL_BATCHES.contains(batch.state()), "not final: " + batch);
            var outcomes = attemptsOfBatch.getOrDefault(batch.n(), List.of()).size();
            // What a real-time batch leaves unasked waits again, as if it had never been in it.
            if (batch.state().equals("REFUSED") || batch.realtime())
                assertTrue(outcomes <= batch.rows(), "outcomes of " + batch);
            else assertEquals(batch.state().equals("DROPPED") ? 0 : batch.rows(), outcomes, "outcomes of " + batch);
        }
    }

    private void nobodyWasSentWhatItMustRefuse() {
        world.providers()
                .values()
                .forEach(it -> assertEquals(List.of(), it.books().complaints()));
    }

    private static String provider(Records.BatchEntry batch) {
        return batch.model().substring(0, batch.model().indexOf('/'));
    }

    private Optional<SimBatch> remote(Records.BatchEntry batch) {
        return world.providers().get(provider(batch)).books().find(batch.remoteId());
    }

    private void theBillIsWhatWasBilled() {
        var total = 0L;
        for (var batch : batches) {
            var charged = attemptsOfBatch.getOrDefault(batch.n(), List.of()).stream()
                    .mapToLong(Records.AttemptEntry::cost)
                    .sum();
            if (batch.state().equals("COLLECTED")) {
                assertEquals(charged, booked(batch), "ledger of " + batch);
                var books = world.providers().get(provider(batch)).books();
                var billed = batch.realtime()
                        ? answered(batch, books)
                        : remote(batch).orElseThrow().rows().stream()
                                .filter(SimRow::legible)
                                .mapToLong(it -> books.cost(it, Lane.BATCH).picodollars())
                                .sum();
                assertEquals(billed, charged, "charge of " + batch);
            }
            total += charged;
        }
        assertEquals(total, view.cost().picodollars(), "bill");
    }

    /** What a provider takes for the answers in real time that came to this batch: each once. */
    private long answered(Records.BatchEntry batch, Books books) {
        return attemptsOfBatch.getOrDefault(batch.n(), List.of()).stream()
                .filter(it -> it.kind() == 0)
                .mapToLong(it -> {
                    var prompt = world.scenario().prompts().get((int) it.row() - 1);
                    var row = books.live().stream()
                            .filter(asked -> asked.billed()
                                    && asked.prompt().equals(prompt)
                                    && batch.model().endsWith("/" + asked.model()))
                            // Once an answer was heard, nothing is asked again.
                            .reduce((before, last) -> last);
                    assertTrue(row.isPresent(), "an answer that nobody gave: " + it);
                    return books.cost(row.get(), Lane.REALTIME).picodollars();
                })
                .sum();
    }

    /** A row is bought twice in real time only where the call before may have been, and is counted. */
    private void whatWasBoughtTwiceInRealTimeIsCounted() {
        var bought = world.providers().values().stream()
                .flatMap(it -> it.books().live().stream())
                .filter(SimRow::billed)
                .count();
        var realtime = batches.stream().filter(Records.BatchEntry::realtime).toList();
        var heard = realtime.stream()
                .flatMap(it -> attemptsOfBatch.getOrDefault(it.n(), List.of()).stream())
                .filter(it -> it.kind() == 0)
                .count();
        var doubtful = realtime.stream().mapToLong(Records.BatchEntry::doubtful).sum();
        assertTrue(bought - heard <= doubtful, bought + " bought, " + heard + " heard, " + doubtful + " in doubt");
        var isCalm = world.scenario().mischief().strikes().isEmpty()
                && world.counts().get("died") == 0;
        if (isCalm) assertEquals(0, doubtful, "doubts without a cause");
    }

    private long booked(Records.BatchEntry batch) {
        return ledger.stream()
                .filter(it -> it.batch() == batch.n() && it.kind().equals("CHARGE"))
                .mapToLong(Records.LedgerEntry::amount)
                .sum();
    }

    /** A batch that the provider lost may have been billed: its worst case stays spoken for, and only that. */
    private void nothingStaysReserved() {
        for (var batch : batches) {
            var left = 0L;
            var charged = 0L;
            for (var entry : ledger) {
                if (entry.batch() != batch.n()) continue;
                left += signed(entry);
                if (entry.kind().equals("CHARGE")) charged += entry.amount();
            }
            assertEquals(batch.state().equals("LOST") ? batch.worst() : charged, left, "reserved for " + batch);
        }
    }

    private static long signed(Records.LedgerEntry entry) {
        return entry.kind().equals("RELEASE") ? -entry.amount() : entry.amount();
    }

    private void theBudgetHeld() {
        var committed = 0L;
        for (var entry : ledger) {
            committed += signed(entry);
            for (var budget : world.people().budgets()) {
                var holds = world.people().budgets().stream()
                        .filter(it -> it.fromEntry() < entry.n())
                        .reduce((first, second) -> second)
                        .filter(it -> it == budget)
                        .isPresent();
                assertTrue(!holds || committed <= budget.most().picodollars(), "budget passed at " + entry);
            }
        }
    }

    /** Each answer that was billed is one of ours to read, or the provider lost it and our records say so. */
    private void nothingWasBoughtTwice() {
        var numbers = new HashMap<String, Long>();
        for (var i = 0; i < world.scenario().prompts().size(); i++) {
            numbers.put(world.scenario().prompts().get(i), i + 1L);
        }
        var bought = new HashMap<Long, List<String>>();
        for (var provider : world.providers().entrySet()) {
            for (var batch : provider.getValue().books().batches()) {
                for (var row : batch.rows()) {
                    if (!row.billed()) continue;
                    var number = numbers.get(row.prompt());
                    if (isLost(provider.getKey(), batch, row, number)) continue;
                    bought.computeIfAbsent(number, it -> new ArrayList<>())
                            .add(batch.id() + " of " + provider.getKey());
                }
            }
        }
        bought.forEach((row, where) -> assertEquals(1, where.size(), "row " + row + " was bought in " + where));
    }

    private boolean isLost(String provider, SimBatch batch, SimRow row, long number) {
        var ours = batches.stream()
                .filter(it -> provider(it).equals(provider) && it.remoteId().equals(batch.id()))
                .findFirst();
        if (ours.isEmpty()) {
            assertTrue(batch.vanishes(), "nobody knows that " + batch + " of " + provider + " was bought");
            return true;
        }
        var attempt = attemptsOfBatch.getOrDefault(ours.get().n(), List.of()).stream()
                .filter(it -> it.row() == number)
                .findFirst();
        assertTrue(attempt.isPresent(), "no outcome of row " + number + " in " + ours.get());
        if (attempt.get().kind() == 0) return false;
        assertTrue(!row.legible() || batch.vanishes(), "thrown away: " + attempt.get() + " of " + ours.get());
        return true;
    }

    private void rowsFailForTheirOwnReasons() {
        for (var row : rows) {
            if (!row.state().equals("FAILED")) continue;
            var prompt = world.scenario().prompts().get((int) row.number() - 1);
            var turnedDown = row.problem().contains("rejected") || row.problem().contains("not taken");
            assertTrue(!turnedDown || prompt.contains("forbidden"), "fails for another row's fault: " + row);
        }
    }

    private void everyAnswerIsOnItsRow() {
        var lines = Output.read(world);
        assertEquals(rows.size(), lines.size(), "rows of the output");
        for (var i = 0; i < lines.size(); i++) {
            var prompt = world.scenario().prompts().get(i);
            var line = lines.get(i);
            assertEquals(prompt, line.prompt(), "order of the output");
            assertEquals(rows.get(i).state().toLowerCase(java.util.Locale.ROOT), line.status(), "status of " + line);
            var answer = rows.get(i).state().equals("ACCEPTED") ? SimRow.answer(prompt) : "";
            assertEquals(answer, line.response(), "answer of row " + (i + 1));
        }
        assertTrue(
                world.files().stream().filter(it -> it.contains("results")).count() == 1,
                "one output, nothing half-written beside it: " + world.files());
    }
}
