package route.classify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Makes the weights in the jar from a folder of recorded outcomes, checks that they are what it makes, and measures what
 * they are worth. Started by {@code bin/train}.
 */
public final class Trainer {
    private static final Path WEIGHTS = Path.of("src/main/resources/route/classify/weights.bin");

    private Trainer() {}

    /** {@code write|check|evaluate|tune|speed FOLDER}. */
    public static void main(String[] args) throws IOException {
        var folder = Path.of(args.length == 2 ? args[1] : "");
        switch (args.length == 2 ? args[0] : "") {
            case "write" -> {
                Files.write(WEIGHTS, made(folder));
                System.out.println("wrote " + WEIGHTS);
            }
            case "check" -> check(folder);
            case "evaluate" -> new Evaluation(folder, System.out).print();
            case "tune" -> new TuneEvaluation(folder, System.out).print();
            case "speed" -> Speed.print(folder, System.out);
            default -> {
                System.err.println("usage: train write|check|evaluate|tune|speed FOLDER");
                System.exit(2);
            }
        }
    }

    private static void check(Path folder) throws IOException {
        if (Arrays.equals(made(folder), Files.readAllBytes(WEIGHTS))) {
            System.out.println(WEIGHTS + " is what the samples make, bit for bit");
        } else {
            System.err.println(WEIGHTS + " is not what the samples make");
            System.exit(1);
        }
    }

    static byte[] made(Path folder) throws IOException {
        return Recipe.weights(Corpus.read(folder), it -> true, new Recipe.Texts());
    }
}
