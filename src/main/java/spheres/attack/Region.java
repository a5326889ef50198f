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
    }
}
