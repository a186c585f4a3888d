package dev.menshen.cli;

class CaddyClosedTest extends ClosedContract {

    @Override
    String proxy() {
        return "caddy";
    }
}
