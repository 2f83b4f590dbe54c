package route.prompt;

/** What counts as nothing at all. */
final class Blank {
    private Blank() {}

    /** Whether a text holds only what cannot be seen: blanks of any script, control signs, zero-width signs. */
    static boolean is(String text) {
        return text.codePoints().allMatch(Blank::unseen);
    }

    private static boolean unseen(int point) {
        return switch (Character.getType(point)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT -> true;
            default -> false;
        };
    }
}
