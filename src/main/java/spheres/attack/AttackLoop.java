package spheres.attack;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spheres.attack.StoppingRule.Advice;
import spheres.classifier.Ascent;
import spheres.classifier.Ascent.Ending;
import spheres.classifier.Classifier;
import spheres.classifier.Climber;
import spheres.sphere.Sphere;

/**
 * Gradient ascent towards the other class, many starts together: judge, turn the gradient into a direction, take
 * one step of the given length that stays in the region. A row whose path has ended takes up the next start, so
 * that batches stay full. Nothing is allocated per step. A classifier with a {@link Climber} takes the steps itself, unless
 * direction or stopping rule are an attack's own.
 */
final class AttackLoop {

    /** Where a path begins. */
    interface Start {
        void place(int path, float[] points, int offset);
    }

    private final Classifier classifier;
    private final Region region;
    private final StoppingRule rule;
    private final AttackOptions options;
    private final Direction direction;
    private final int d;

    private final float[] points;
    private final float[] gradients;
    private final float[] logits;
    private final int[] pathOf;
    private final int[] taken;
    private final double[] step;

    AttackLoop(Classifier classifier, Region region, Direction direction, StoppingRule rule, AttackOptions options) {
        this.classifier = classifier;
        this.region = region;
        this.rule = rule;
        this.options = options;
        this.d = classifier.dimension();
        this.direction = direction;
        int batch = options.batch();
        points = new float[Math.multiplyExact(batch, d)];
        gradients = new float[batch * d];
        logits = new float[batch];
        pathOf = new int[batch];
        taken = new int[batch];
        step = new double[batch];
    }

    Paths run(Sphere sphere, int count, Start start) {
        Paths paths = new Paths(count, d);
        Arrays.fill(paths.towardsError, Double.NEGATIVE_INFINITY);
        Optional<Climber> climber = classifier.climber();
        Optional<Ascent> ascent = ascent(sphere);
        if (climber.isPresent() && ascent.isPresent()) {
            climb(climber.get(), ascent.get(), paths, start);
            return paths;
        }
        int next = 0;
        int rows = 0;
        while (true) {
            while (rows < options.batch() && next < count) {
                begin(rows++, next++, start);
            }
            if (rows == 0) {
                return paths;
            }
            classifier.logitsAndGradients(points, rows, logits, gradients);
            paths.evaluations += rows;
            for (int row = rows - 1; row >= 0; row--) {
                Ending ending = advance(row, sphere, paths);
                if (ending != null) {
                    paths.endings[pathOf[row]] = ending;
                    move(--rows, row);
                }
            }
        }
    }

    /** The ascent, if a climber knows it. */
    private Optional<Ascent> ascent(Sphere sphere) {
        if (!(rule instanceof StoppingRule.Common known)) {
            return Optional.empty();
        }
        float momentum = 0;
        boolean ofLoss = false;
        if (direction instanceof Direction.Momentum ofPast) {
            momentum = ofPast.decay();
            ofLoss = ofPast.ofLoss();
        } else if (!(direction instanceof Direction.Steepest)) {
            return Optional.empty();
        }
        return Optional.of(new Ascent(
                sphere,
                region.inner(),
                region.outer(),
                options.step(),
                options.steps(),
                momentum,
                ofLoss,
                known.untilError(),
                known.untilConverged()));
    }

    private void climb(Climber climber, Ascent ascent, Paths paths, Start start) {
        climber.climb(
                ascent,
                paths.count(),
                (path, target, offset) -> {
                    start.place(path, target, offset);
                    region.project(target, offset, d);
                },
                (path, ending, towardsError, steps, point) -> {
                    paths.endings[path] = ending;
                    paths.towardsError[path] = towardsError;
                    paths.steps[path] = steps;
                    System.arraycopy(point, 0, paths.points, path * d, d);
                },
                judged -> paths.evaluations += judged);
    }

    private void begin(int row, int path, Start start) {
        start.place(path, points, row * d);
        region.project(points, row * d, d);
        rule.begin(row);
        direction.begin(row);
        pathOf[row] = path;
        taken[row] = 0;
        step[row] = options.step();
    }

    /** Judges a row and takes its next step; returns how its path ends if it does. */
    private @Nullable Ending advance(int row, Sphere sphere, Paths paths) {
        double towardsError = sphere.towardsError(logits[row]);
        int path = pathOf[row];
        if (Double.isNaN(towardsError)) {
            return Ending.NOT_A_NUMBER;
        }
        if (towardsError > paths.towardsError[path] || taken[row] == 0) {
            paths.towardsError[path] = towardsError;
            paths.steps[path] = taken[row];
            System.arraycopy(points, row * d, paths.points, path * d, d);
        }
        Advice advice = rule.after(row, sphere.isError(logits[row]), towardsError, step[row]);
        if (advice == Advice.STOP) {
            return Ending.STOPPED;
        }
        if (taken[row] == options.steps()) {
            return Ending.STEPS_SPENT;
        }
        if (advice == Advice.HALVE_STEP) {
            step[row] /= 2;
        }
        return step(row, towardsError, sphere.errorSign());
    }

    private @Nullable Ending step(int row, double towardsError, int sign) {
        int offset = row * d;
        direction.turn(row, towardsError, gradients, d);
        double norm = region.step(points, gradients, offset, sign * step[row], d);
        if (Double.isNaN(norm)) {
            return Ending.NOT_A_NUMBER;
        }
        if (norm == 0) {
            return Ending.NO_GRADIENT;
        }
        taken[row]++;
        return null;
    }

    private void move(int from, int to) {
        if (from == to) {
            return;
        }
        System.arraycopy(points, from * d, points, to * d, d);
        System.arraycopy(gradients, from * d, gradients, to * d, d);
        logits[to] = logits[from];
        pathOf[to] = pathOf[from];
        taken[to] = taken[from];
        step[to] = step[from];
        rule.move(from, to);
        direction.move(from, to);
    }
}
