package route.classify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Finds the lowest point of a smooth convex function: limited-memory BFGS with a backtracking line search. */
final class Lbfgs {
    private static final int MEMORY = 8;
    private static final int TRIES = 20;
    private static final double ENOUGH = 1e-4;

    /** A function that writes its gradient at {@code point} into {@code gradient} and returns its value. */
    interface Slope {
        double at(double[] point, double[] gradient);
    }

    private record Step(double[] moved, double[] turned, double curvature) {}

    private Lbfgs() {}

    static double[] lowest(Slope slope, int size, int rounds, double tolerance) {
        var point = new double[size];
        var gradient = new double[size];
        double value = slope.at(point, gradient);
        double first = norm(gradient);
        var steps = new ArrayDeque<Step>();
        for (int round = 0; round < rounds && norm(gradient) > tolerance * first; round++) {
            var way = way(gradient, new ArrayList<>(steps));
            double fall = dot(way, gradient);
            double length = steps.isEmpty() ? 1 / Math.max(1, norm(gradient)) : 1;
            var next = new double[size];
            var nextGradient = new double[size];
            double nextValue = value;
            for (int attempt = 0; attempt < TRIES; attempt++, length /= 2) {
                for (int at = 0; at < size; at++) next[at] = point[at] + length * way[at];
                nextValue = slope.at(next, nextGradient);
                if (nextValue <= value + ENOUGH * length * fall) break;
            }
            remember(steps, minus(next, point), minus(nextGradient, gradient));
            point = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return point;
    }

    private static void remember(ArrayDeque<Step> steps, double[] moved, double[] turned) {
        double curvature = dot(moved, turned);
        if (curvature <= 0) return;
        steps.addLast(new Step(moved, turned, curvature));
        if (steps.size() > MEMORY) steps.removeFirst();
    }

    private static double[] way(double[] gradient, List<Step> steps) {
        var way = gradient.clone();
        var share = new double[steps.size()];
        for (int at = steps.size() - 1; at >= 0; at--) {
            var step = steps.get(at);
            share[at] = dot(step.moved(), way) / step.curvature();
            add(way, -share[at], step.turned());
        }
        if (!steps.isEmpty()) {
            var last = steps.get(steps.size() - 1);
            double scale = last.curvature() / dot(last.turned(), last.turned());
            for (int at = 0; at < way.length; at++) way[at] *= scale;
        }
        for (int at = 0; at < steps.size(); at++) {
            var step = steps.get(at);
            add(way, share[at] - dot(step.turned(), way) / step.curvature(), step.moved());
        }
        for (int at = 0; at < way.length; at++) way[at] = -way[at];
        return way;
    }

    private static void add(double[] to, double times, double[] what) {
        for (int at = 0; at < to.length; at++) to[at] += times * what[at];
    }

    private static double[] minus(double[] one, double[] other) {
        var difference = new double[one.length];
        for (int at = 0; at < one.length; at++) difference[at] = one[at] - other[at];
        return difference;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int at = 0; at < one.length; at++) sum += one[at] * other[at];
        return sum;
    }

    private static double norm(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }
}
