package spheres.attack;

/** Where the errors lie that a distance is measured to. */
public enum Domain {
    /** On the sphere of the start: as probable as the start. */
    ON_SPHERE,
    /** Anywhere of norm at least 1 and at most R. */
    BETWEEN_SPHERES;

    public Region region(Starts starts) {
        return switch (this) {
            case ON_SPHERE -> new Region.OnSphere(starts.spheres().radius(starts.sphere()));
            case BETWEEN_SPHERES -> new Region.Shell(1, starts.spheres().outerRadius());
        };
    }
}
