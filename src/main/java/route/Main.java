package route;

/** Builds the real world, runs the command line, exits. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("route");
    }
}
