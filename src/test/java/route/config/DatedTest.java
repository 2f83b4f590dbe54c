package route.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import route.domain.InputException;
import route.domain.JobSpec;

/** A job file for every night names its files by the day. */
class DatedTest {
    private static final LocalDate TODAY = LocalDate.of(2028, 3, 1);

    @TempDir
    Path folder;

    private Given given;

    @BeforeEach
    void directories() {
        given = new Given(folder);
    }

    private JobSpec spec(Optional<LocalDate> today) {
        return Settings.load(new Request(
                        given.input,
                        given.jobFile,
                        Optional.empty(),
                        given.flags,
                        Map.of(),
                        given.work,
                        given.home,
                        Optional.empty(),
                        today))
                .jobSpec();
    }

    private String complaint(Optional<LocalDate> today) {
        var message = assertThrows(InputException.class, () -> spec(today)).getMessage();
        assertTrue(message.lines().count() <= 3, message);
        return message;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {date}.csv               | 2028-03-01.csv
            all-{date-1}.csv         | all-2028-02-29.csv
            {date+31:yyyyMMdd}.csv   | 20280401.csv
            {date:yyyy_MM}-{date}.csv| 2028_03-2028-03-01.csv
            {date-60:yy.MM.dd}.csv   | 28.01.01.csv
            {day}.csv                | {day}.csv
            """)
    void aPlaceIsFilledByTheDay(String written, String expected) {
        given.write("work/" + expected, "prompt\nhello\n").input(written);
        assertEquals(
                expected,
                given.work
                        .relativize(Path.of(spec(Optional.of(TODAY)).source().path()))
                        .toString());
    }

    @Test
    void inputOutputAndNameHaveTheSameDay() {
        given.write("work/in/2028/03.csv", "prompt\nhello\n")
                .write("work/out/.keep", "")
                .job("input: ../in/{date:yyyy/MM}.csv\noutput: ../out/{date-1}.csv\nname: nightly {date}\n");
        var spec = spec(Optional.of(TODAY));
        assertTrue(
                spec.source().path().endsWith("/in/2028/03.csv"), spec.source().path());
        assertTrue(
                spec.delivery().path().endsWith("/out/2028-02-29.csv"),
                spec.delivery().path());
        assertEquals("nightly 2028-03-01", spec.name());
    }

    @Test
    void theOutputLiesBesideTheInputOfTheDay() {
        given.write("work/2028-03-01.csv", "prompt\nhello\n").input("{date}.csv");
        var spec = spec(Optional.of(TODAY));
        assertTrue(
                spec.delivery().path().endsWith("/2028-03-01.results.csv"),
                spec.delivery().path());
    }

    @Test
    void anotherDayIsNamedByTheFlag() {
        given.write("work/2027-12-31.csv", "prompt\nhello\n")
                .input("{date-1}.csv")
                .flag("date", "2028-01-01");
        assertTrue(spec(Optional.of(TODAY)).source().path().endsWith("/2027-12-31.csv"));
    }

    @Test
    void aMissingFileSaysWhichDayWasMeant() {
        given.job("input: exports/{date}.csv\n");
        assertEquals(
                "input exports/2028-03-01.csv (jobs/a.yaml:1) does not exist\n"
                        + "the day is 2028-03-01; --date takes another, such as 2028-02-29",
                complaint(Optional.of(TODAY)));
    }

    @ParameterizedTest
    @CsvSource({"{date:DD}", "{date1}", "{date-}", "{date", "{date:}", "{date:yyyyTMM}"})
    void aPlaceThatCannotBeUnderstoodIsNamed(String place) {
        given.job("input: in-" + place + ".csv\n");
        var said = complaint(Optional.of(TODAY));
        assertTrue(said.startsWith("jobs/a.yaml:1: 'in-" + place + ".csv' has a date that cannot be"), said);
    }

    @ParameterizedTest
    @CsvSource({"2028-02-30", "yesterday", "20280301", "2028-3-1"})
    void aDayThatIsNoneIsRefused(String day) {
        given.input("{date}.csv").flag("date", day);
        assertTrue(complaint(Optional.of(TODAY)).contains("a day such as 2026-11-20"));
    }

    @Test
    void withoutADayNoPlaceIsGuessed() {
        given.input("{date}.csv");
        assertTrue(complaint(Optional.empty()).contains("--date"));
    }
}
