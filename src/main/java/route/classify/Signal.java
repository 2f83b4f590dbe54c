package route.classify;

/**
 * One thing that moved the score, for {@code --explain}.
 *
 * @param name what it is, in a word or two
 * @param weight what it added to the hardness, below zero where it took away; 0 for signals of sensitivity
 * @param evidence what in the prompt gave rise to it
 */
public record Signal(String name, double weight, String evidence) {}
