package route.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the bill in a real browser; pictures of it lie in target/bill afterwards. */
class BillInBrowserTest {
    private static final Path PICTURES = Path.of("target/bill");

    @TempDir
    Path folder;

    @Test
    void thePageShowsWithoutAComplaintOnAnyScreenAndOnPaper() throws Exception {
        var program = Browser.find();
        Assumptions.assumeTrue(program.isPresent(), "SKIPPED: no chromium on the PATH; the page was not looked at");
        Files.createDirectories(PICTURES);
        // What a browser that is killed leaves goes with the next clean build.
        var profile = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "browser-");
        try (var browser = new Browser(program.get(), profile)) {
            look(
                    browser,
                    new int[] {1280, 390},
                    "bill",
                    BillPage.of(SampleBill.of(30), SampleBill.query("tag", "tier"), SampleBill.NOW));
            look(
                    browser,
                    new int[] {1280},
                    "year",
                    BillPage.of(SampleBill.of(400), SampleBill.query("model"), SampleBill.NOW));
            look(
                    browser,
                    new int[] {390},
                    "empty",
                    BillPage.of(SampleBill.empty(), SampleBill.query("model"), SampleBill.NOW));
            assertEquals(java.util.List.of(), browser.complaints());
        }
    }

    private void look(Browser browser, int[] widths, String name, String html) throws Exception {
        var page = Files.writeString(folder.resolve(name + ".html"), html);
        Files.copy(page, PICTURES.resolve(name + ".html"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        browser.open(page);
        for (var width : widths) {
            for (var scheme : new String[] {"light", "dark"}) {
                browser.show(width, "screen", scheme);
                assertTrue(
                        browser.ask("document.documentElement.scrollWidth <= innerWidth")
                                .asBoolean(),
                        name + " is wider than " + width);
                browser.screenshot(PICTURES.resolve(name + "-" + width + "-" + scheme + ".png"));
            }
        }
        assertEquals(0, browser.ask("document.scripts.length").asInt());
        browser.show(794, "print", "light");
        browser.screenshot(PICTURES.resolve(name + "-print.png"));
        browser.pdf(PICTURES.resolve(name + ".pdf"));
    }
}
