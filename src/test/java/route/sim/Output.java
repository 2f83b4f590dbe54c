package route.sim;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;

/** Reads the merged file. */
final class Output {

    private Output() {}

    record Line(String prompt, String status, String response) {}

    static List<Line> read(SimWorld world) {
        return world.scenario().jsonl() ? jsonl(world.output()) : csv(world.output());
    }

    private static List<Line> jsonl(String text) {
        return text.lines()
                .map(Lines::read)
                .map(it -> new Line(
                        it.path("prompt").asText(),
                        it.at("/route/status").asText(),
                        it.at("/route/response").asText("")))
                .toList();
    }

    private static List<Line> csv(String text) {
        var format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try {
            return format.parse(new StringReader(text)).getRecords().stream()
                    .map(it -> new Line(it.get("prompt"), it.get("route_status"), it.get("route_response")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
