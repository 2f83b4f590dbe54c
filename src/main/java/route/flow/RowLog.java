package route.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import route.domain.Message;
import route.domain.Prepared;
import route.domain.RowState;
import route.prompt.PromptBuilder;
import route.store.AttemptTable.Merged;
import route.store.JobRecord;
import route.tabular.RowFile;
import route.tabular.RowsInOrder;

/** Says of each row of a job what came of it, once all have ended; with its prompt where a person asked for that. */
final class RowLog {
    private static final int PAGE = 512;

    private final Desk desk;
    private final JobRecord job;

    RowLog(Desk desk, JobRecord job) {
        this.desk = desk;
        this.job = job;
    }

    void write() {
        var layout = desk.store().jobs().layout(job.n());
        var prompts = desk.world().watch().logsPrompts()
                ? Optional.of(new PromptBuilder(desk.spec().ask(), layout.header()))
                : Optional.<PromptBuilder>empty();
        try (var input = RowFile.open(desk.home().input(job.id()), layout);
                var answers = new Answers(desk, job)) {
            var results = new MergedRows(input, answers, Optional.empty());
            var lines = input.inOrder();
            for (var page = page(0);
                    !page.isEmpty();
                    page = page(page.get(page.size() - 1).number())) {
                for (var it : page) {
                    var prompt =
                            prompts.map(builder -> prompt(builder, lines, it)).orElse("");
                    desk.world().events().accept(new Event.RowEnded(job.id(), it.number(), prompt, results.result(it)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the input of job " + job.id() + " cannot be read", e);
        }
    }

    private List<Merged> page(long after) {
        return desk.store().attempts().page(job.n(), after, PAGE);
    }

    private static String prompt(PromptBuilder builder, RowsInOrder lines, Merged row) {
        if (row.state() == RowState.SKIPPED) return "";
        var read =
                lines.raw(row.number(), row.line(), row.offset(), row.length()).parse();
        if (!read.readable() || !(builder.prepare(read.fields()) instanceof Prepared.Ready ready)) return "";
        var texts = ready.prompt().messages().stream().map(Message::text).toList();
        return String.join("\n", texts);
    }
}
