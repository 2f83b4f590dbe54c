package route.cli;

/** Which program this is. */
public final class Version {

    /** The version of the build, as pom.xml has it; a constant, so that asking for it costs nothing. */
    public static final String NUMBER = "0.1.0";

    public static final String LINE = "route " + NUMBER;

    private Version() {}
}
