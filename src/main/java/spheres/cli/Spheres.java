package spheres.cli;

final class Spheres {
    private Spheres() {}

    public static void main(String[] args) {
        System.out.println("spheres");
    }
}
