package dev.menshen.cli;

class CaddyTest extends ProxyContract {

    @Override
    String proxy() {
        return "caddy";
    }
}
