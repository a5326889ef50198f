package spheres.attack;

/** Where an attack may go: a sphere about the origin, or the closed shell between two. */
sealed interface Region {

    /** Moves a row to the nearest point of the region; a row that is in it to single precision stays as it is. */
    void project(float[] points, int offset, int d);

    /** How far a row lies outside the region, relative to the radius it violates; 0 inside. */
    double drift(float[] points, int offset, int d);

    /**
     * Takes from a direction at a point of the region what would only leave it.
     *
     * @return the norm of what is left, or 0 where that is within single-precision noise of the whole
     */
    double tangent(float[] points, int pointOffset, float[] directions, int directionOffset, int d);

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

    /**
     * Relative deviation of the norm below which a row counts as in place: rounding coordinates to single precision
     * moves the norm by no more, so that projecting twice is projecting once.
     */
    double ROUNDING = 0x1.01p-24;

    /** Part of a single-precision gradient that cannot be told from its rounding errors. */
    double NOISE = 0x1p-22;

    private static double radialPartRemoved(float[] points, int pointOffset, float[] directions, int offset, int d) {
        double along = Rows.dot(points, pointOffset, directions, offset, d);
        double squares = Rows.dot(points, pointOffset, points, pointOffset, d);
        double whole = Rows.norm(directions, offset, d);
        double factor = along / squares;
        double left = 0;
        for (int j = 0; j < d; j++) {
            double value = directions[offset + j] - factor * points[pointOffset + j];
            directions[offset + j] = (float) value;
            left += value * value;
        }
        double norm = Math.sqrt(left);
        return norm > NOISE * whole ? norm : 0;
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
        if (Math.abs(norm / radius - 1) > ROUNDING) {
            Rows.scale(points, offset, d, radius / norm);
        }
    }

    /** The sphere of a radius. */
    record OnSphere(double radius) implements Region {
        @Override
        public void project(float[] points, int offset, int d) {
            scaleTo(radius, Rows.norm(points, offset, d), points, offset, d);
        }

        @Override
        public double drift(float[] points, int offset, int d) {
            return Math.abs(Rows.norm(points, offset, d) / radius - 1);
        }

        @Override
        public double tangent(float[] points, int pointOffset, float[] directions, int directionOffset, int d) {
            return radialPartRemoved(points, pointOffset, directions, directionOffset, d);
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
            return norm > NOISE * Rows.norm(gradients, offset, d);
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
        public double tangent(float[] points, int pointOffset, float[] directions, int directionOffset, int d) {
            double norm = Rows.norm(points, pointOffset, d);
            double along = Rows.dot(points, pointOffset, directions, directionOffset, d);
            boolean leaves = along < 0 ? norm <= inner * (1 + ROUNDING) : norm >= outer * (1 - ROUNDING);
            return leaves
                    ? radialPartRemoved(points, pointOffset, directions, directionOffset, d)
                    : Rows.norm(directions, directionOffset, d);
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
