package route.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import route.domain.InputException;
import route.flow.Accounts;
import route.report.BillPage;

/**
 * Where a report goes. A file takes the place of the report that was written there last, and of a page of the bill where it
 * is one itself; what anybody else put there, or changed, only where a person says so.
 *
 * @param output the file; empty or {@code -} for standard output
 */
record ReportFile(Outside outside, Accounts accounts, String output, boolean overwrite) {
    private static final int START = 1_000;

    /** @throws InputException where the file is in the way; nothing is written then */
    void write(String shape, Consumer<PrintStream> writer) {
        if (output.isEmpty() || output.equals("-")) {
            OutFile.write(output, outside.workingDirectory(), outside.out(), writer);
            return;
        }
        var file = outside.workingDirectory().resolve(output).normalize();
        var isPipe = Files.exists(file) && !Files.isRegularFile(file);
        if (!isPipe && !overwrite) refuseForeign(file, shape);
        var content = new ByteArrayOutputStream();
        var stream = new PrintStream(content, false, StandardCharsets.UTF_8);
        writer.accept(stream);
        stream.flush();
        if (!isPipe) accounts.reported(file, content.toByteArray());
        OutFile.write(output, outside.workingDirectory(), outside.out(), it -> it.writeBytes(content.toByteArray()));
    }

    private void refuseForeign(Path file, String shape) {
        if (accounts.mayReport(file) || shape.equals("html") && isPage(file)) return;
        throw new InputException(file + " exists and is no report that was written there\n"
                + "name another file with -o, or replace it with --overwrite");
    }

    private static boolean isPage(Path file) {
        try (var in = Files.newInputStream(file)) {
            return BillPage.isOne(new String(in.readNBytes(START), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + Failure.reason(e), e);
        }
    }
}
