package spheres.attack;

import spheres.classifier.Ascent;
import spheres.classifier.Rows;

/** Where an attack may go: a sphere about the origin, or the closed shell between two. */
public sealed interface Region {

    /** The least norm of its points. */
    double inner();

    /** The largest norm of its points. */
    double outer();

    /** Moves a row to the nearest point of the region; a row that is in it to single precision stays as it is. */
    void project(float[] points, int offset, int d);

    /** How far a row lies outside the region, relative to the radius it violates; 0 inside. */
    double drift(float[] points, int offset, int d);

    /**
     * Moves a row of the region by a length along its direction, of which the part that would only leave the region is
     * left out; the row stays in the region.
     *
     * @param directions of any length, at the same offset as the row
     * @param length signed
     * @return the norm of the part of the direction that was followed; 0, and the row stays, where that is within
     *     single-precision noise of the whole
     */
    double step(float[] points, float[] directions, int offset, double length, int d);

    /**
     * Writes the direction in which a point of the region is seen from a start, a unit vector, and returns its
     * parameter t on the curve of {@link #reach}; 0 where the two coincide.
     */
    double look(float[] starts, int startOffset, float[] points, int offset, double[] directions, int to, int d);

    /**
     * Writes the point at parameter t of the region's curve from a start in a direction. Every point of the region
     * lies on such a curve, and the distance from the start grows with t.
     */
    void reach(float[] starts, int startOffset, double[] directions, int from, double t, float[] points, int to, int d);

    /**
     * Writes the direction of the nearest error to a start under the linear approximation of the logit at a point.
     *
     * @param gradients points to the error side
     * @param towardsError the logit at the point, signed so that errors are positive
     * @return false if the approximation gives no direction
     */
    boolean aim(
            float[] starts,
            int startOffset,
            float[] points,
            float[] gradients,
            int offset,
            double towardsError,
            double[] directions,
            int to,
            int d);

    /** A step along the sphere that the row is on, of the given radius to single precision. */
    private static double stepAlongSphere(
            float[] points, float[] directions, int offset, double length, double radius, int d) {
        // one pass for three sums, since this is what an attack does beside the network
        double xg0 = 0;
        double xg1 = 0;
        double xx0 = 0;
        double xx1 = 0;
        double gg0 = 0;
        double gg1 = 0;
        int j = offset;
        for (; j + 1 < offset + d; j += 2) {
            double x0 = points[j];
            double g0 = directions[j];
            double x1 = points[j + 1];
            double g1 = directions[j + 1];
            xg0 += x0 * g0;
            xx0 += x0 * x0;
            gg0 += g0 * g0;
            xg1 += x1 * g1;
            xx1 += x1 * x1;
            gg1 += g1 * g1;
        }
        if (j < offset + d) {
            xg0 += (double) points[j] * directions[j];
            xx0 += (double) points[j] * points[j];
            gg0 += (double) directions[j] * directions[j];
        }
        double xg = xg0 + xg1;
        double xx = xx0 + xx1;
        double gg = gg0 + gg1;
        double left = gg - xg * xg / xx;
        if (left <= Ascent.NOISE * Ascent.NOISE * gg) {
            return 0; // NaN goes on and shows
        }
        double norm = Math.sqrt(left);
        // x + (length / norm) (g - (xg / xx) g's radial part), scaled by what the step adds to the norm
        double scale = radius / Math.sqrt(xx + length * length);
        float ofDirection = (float) (scale * length / norm);
        float ofPoint = (float) (scale * (1 - length / norm * xg / xx));
        for (int i = offset; i < offset + d; i++) {
            points[i] = ofPoint * points[i] + ofDirection * directions[i];
        }
        scaleTo(radius, Rows.norm(points, offset, d), points, offset, d);
        return norm;
    }

    /** Scales {@code v[from .. from + d)} to norm 1 and returns its former norm; a zero vector stays. */
    private static double normalise(double[] v, int from, int d) {
        double squares = 0;
        for (int j = from; j < from + d; j++) {
            squares += v[j] * v[j];
        }
        double norm = Math.sqrt(squares);
        if (norm > 0) {
            for (int j = from; j < from + d; j++) {
                v[j] /= norm;
            }
        }
        return norm;
    }

    private static void scaleTo(double radius, double norm, float[] points, int offset, int d) {
        if (Math.abs(norm / radius - 1) > Ascent.ROUNDING) {
            Rows.scale(points, offset, d, radius / norm);
        }
    }

    /** The sphere of a radius. */
    record OnSphere(double radius) implements Region {
        @Override
        public double inner() {
            return radius;
        }

        @Override
        public double outer() {
            return radius;
        }

        @Override
        public void project(float[] points, int offset, int d) {
            scaleTo(radius, Rows.norm(points, offset, d), points, offset, d);
        }

        @Override
        public double drift(float[] points, int offset, int d) {
            return Math.abs(Rows.norm(points, offset, d) / radius - 1);
        }

        @Override
        public double step(float[] points, float[] directions, int offset, double length, int d) {
            return stepAlongSphere(points, directions, offset, length, radius, d);
        }

        /** The direction of the great circle through both; t is the angle. */
        @Override
        public double look(
                float[] starts, int startOffset, float[] points, int offset, double[] directions, int to, int d) {
            double share = Rows.dot(starts, startOffset, points, offset, d)
                    / Rows.dot(starts, startOffset, starts, startOffset, d);
            for (int j = 0; j < d; j++) {
                directions[to + j] = points[offset + j] - share * starts[startOffset + j];
            }
            return Math.atan2(normalise(directions, to, d), share * radius);
        }

        @Override
        public void reach(
                float[] starts,
                int startOffset,
                double[] directions,
                int from,
                double t,
                float[] points,
                int to,
                int d) {
            double cosine = Math.cos(t);
            double sine = radius * Math.sin(t);
            for (int j = 0; j < d; j++) {
                points[to + j] = (float) (cosine * starts[startOffset + j] + sine * directions[from + j]);
            }
            project(points, to, d);
        }

        /** On the sphere the nearest point of a half-space lies on the great circle from the start along its normal. */
        @Override
        public boolean aim(
                float[] starts,
                int startOffset,
                float[] points,
                float[] gradients,
                int offset,
                double towardsError,
                double[] directions,
                int to,
                int d) {
            double share = Rows.dot(starts, startOffset, gradients, offset, d)
                    / Rows.dot(starts, startOffset, starts, startOffset, d);
            for (int j = 0; j < d; j++) {
                directions[to + j] = gradients[offset + j] - share * starts[startOffset + j];
            }
            double norm = normalise(directions, to, d);
            return norm > Ascent.NOISE * Rows.norm(gradients, offset, d);
        }
    }

    /** The points whose norm is at least {@code inner} and at most {@code outer}. */
    record Shell(double inner, double outer) implements Region {
        @Override
        public void project(float[] points, int offset, int d) {
            double norm = Rows.norm(points, offset, d);
            if (norm < inner || norm > outer) {
                scaleTo(norm < inner ? inner : outer, norm, points, offset, d);
            }
        }

        @Override
        public double drift(float[] points, int offset, int d) {
            double norm = Rows.norm(points, offset, d);
            return Math.max(0, Math.max(1 - norm / inner, norm / outer - 1));
        }

        @Override
        public double step(float[] points, float[] directions, int offset, double length, int d) {
            double norm = Rows.norm(points, offset, d);
            double outward = length * Rows.dot(points, offset, directions, offset, d);
            boolean leaves =
                    outward < 0 ? norm <= inner * (1 + Ascent.ROUNDING) : norm >= outer * (1 - Ascent.ROUNDING);
            if (leaves) {
                return stepAlongSphere(points, directions, offset, length, outward < 0 ? inner : outer, d);
            }
            double slope = Rows.norm(directions, offset, d);
            if (slope > 0) {
                float factor = (float) (length / slope);
                for (int j = offset; j < offset + d; j++) {
                    points[j] += factor * directions[j];
                }
                project(points, offset, d);
            }
            return slope;
        }

        /** The direction of the straight line; t is its length. */
        @Override
        public double look(
                float[] starts, int startOffset, float[] points, int offset, double[] directions, int to, int d) {
            for (int j = 0; j < d; j++) {
                directions[to + j] = (double) points[offset + j] - starts[startOffset + j];
            }
            return normalise(directions, to, d);
        }

        /** The straight line, continued along the sphere that it leaves the shell through. */
        @Override
        public void reach(
                float[] starts,
                int startOffset,
                double[] directions,
                int from,
                double t,
                float[] points,
                int to,
                int d) {
            for (int j = 0; j < d; j++) {
                points[to + j] = (float) (starts[startOffset + j] + t * directions[from + j]);
            }
            project(points, to, d);
        }

        /** Along the normal of the half-space, or to its nearest point on the sphere that this would leave through. */
        @Override
        public boolean aim(
                float[] starts,
                int startOffset,
                float[] points,
                float[] gradients,
                int offset,
                double towardsError,
                double[] directions,
                int to,
                int d) {
            double slope = Rows.norm(gradients, offset, d);
            if (!(slope > 0)) {
                return false;
            }
            double height = (Rows.dot(gradients, offset, points, offset, d) - towardsError) / slope;
            double startHeight = Rows.dot(gradients, offset, starts, startOffset, d) / slope;
            double startSquares = Rows.dot(starts, startOffset, starts, startOffset, d);
            double across = Math.sqrt(Math.max(0, startSquares - startHeight * startHeight));
            double norm = Math.hypot(height, across);
            double bound = norm > outer ? outer : norm < inner ? inner : norm;
            double kept = 1;
            if (bound != norm && Math.abs(height) < bound && across > 0) {
                kept = Math.sqrt(bound * bound - height * height) / across;
            }
            // y - x with y = height * normal + kept * (x - startHeight * normal)
            double alongNormal = (height - kept * startHeight) / slope;
            for (int j = 0; j < d; j++) {
                directions[to + j] = alongNormal * gradients[offset + j] + (kept - 1) * starts[startOffset + j];
            }
            return normalise(directions, to, d) > 0;
        }
    }
}
