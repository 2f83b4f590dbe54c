package route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/install} as a person runs it, in front of a launcher that starts these very classes. */
class InstallTest {

    @TempDir
    private Path folder;

    private String said = "";

    @BeforeEach
    void layOut() throws IOException {
        Files.createDirectories(folder.resolve("tree/bin"));
        Files.copy(Path.of("bin/install"), folder.resolve("tree/bin/install"));
        var java = ProcessHandle.current().info().command().orElse("java");
        var launcher = "#!/bin/sh\nexec '" + java + "' -Xshare:auto -XX:TieredStopAtLevel=1 -cp '"
                + System.getProperty("java.class.path") + "' route.Main \"$@\"\n";
        script("tree/bin/route", launcher);
        folder.resolve("tree/bin/install").toFile().setExecutable(true);
    }

    private void script(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        folder.resolve(name).toFile().setExecutable(true);
    }

    private int run(String... words) throws IOException, InterruptedException {
        var command = Stream.concat(Stream.of("sh", "tree/bin/install"), Stream.of(words))
                .toList();
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process.exitValue();
    }

    private List<String> left(String prefix) throws IOException {
        try (var all = Files.walk(folder.resolve(prefix))) {
            return all.filter(it -> !Files.isDirectory(it))
                    .map(it -> folder.resolve(prefix).relativize(it).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void itPutsLauncherManualAndCompletionInPlaceAndTakesAwayJustThat() throws Exception {
        Files.createDirectories(folder.resolve("mine/share/man/man1"));
        Files.writeString(folder.resolve("mine/share/man/man1/other.1"), "mine");
        assertEquals(0, run("--prefix", "mine"), said);
        assertTrue(said.contains("put " + folder.resolve("mine/bin") + " on your PATH"), said);
        var link = folder.resolve("mine/bin/route");
        assertEquals(folder.resolve("tree/bin/route").toRealPath(), link.toRealPath());
        assertTrue(Files.exists(folder.resolve("mine/share/man/man1/route-batch-submit.1")));
        assertTrue(Files.exists(folder.resolve("mine/share/man/man7/route-resume.7")));
        var completion = Files.readString(folder.resolve("mine/share/bash-completion/completions/route"));
        assertTrue(completion.contains("complete -F _complete_route"), "a script for bash");
        assertTrue(Files.readString(folder.resolve("mine/share/zsh/site-functions/_route"))
                .startsWith("#compdef route"));

        assertEquals(0, run("--prefix", "mine", "--uninstall"), said);
        assertEquals(List.of("share/man/man1/other.1"), left("mine"));
        assertEquals(2, run("--prefix", "mine", "--uninstall"), said);
    }

    @Test
    void aCopyTakesTheFinishedBuildAlong() throws Exception {
        var build = Files.createDirectories(folder.resolve("tree/target/launch/b1/lib"));
        Files.writeString(build.resolve("one.jar"), "a library");
        Files.writeString(build.resolveSibling("route.jar"), "the program");
        Files.writeString(folder.resolve("tree/target/launch/current"), "b1\n" + folder.resolve("tree") + "\n");
        assertEquals(0, run("--prefix", "mine", "--copy"), said);
        var copied = folder.resolve("mine/lib/route").toRealPath();
        assertEquals(
                copied.resolve("bin/route"), folder.resolve("mine/bin/route").toRealPath());
        assertEquals("the program", Files.readString(copied.resolve("target/launch/b1/route.jar")));
        assertTrue(Files.exists(copied.resolve("target/launch/b1/lib/one.jar")));
        assertEquals(
                "b1\n" + folder.resolve("mine/lib/route") + "\n",
                Files.readString(copied.resolve("target/launch/current")));
        assertEquals(0, run("--prefix", "mine", "--copy"), said);
        assertEquals(0, run("--prefix", "mine", "--uninstall"), said);
        assertEquals(List.of(), left("mine"));
    }

    @Test
    void whatSomebodyElsePutThereIsLeftAlone() throws Exception {
        Files.createDirectories(folder.resolve("theirs/bin"));
        Files.writeString(folder.resolve("theirs/bin/route"), "another program");
        assertEquals(2, run("--prefix", "theirs"));
        assertTrue(said.contains("is there already and was not put there by this"), said);
        assertEquals(List.of("bin/route"), left("theirs"));
    }

    @Test
    void aFailureLeavesAnEarlierInstallAsItWas() throws Exception {
        assertEquals(0, run("--prefix", "a prefix"), said);
        var before = left("a prefix");
        script("tree/bin/route", "#!/bin/sh\nexit 1\n");
        assertEquals(2, run("--prefix", "a prefix"));
        assertEquals(before, left("a prefix"));
        assertFalse(said.contains("installed in"), said);
    }

    @Test
    void aWrongOptionIsNamed() throws Exception {
        assertEquals(2, run("--prefx", "x"));
        assertTrue(said.contains("there is no option --prefx"), said);
    }
}
